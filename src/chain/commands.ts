/**
 * What people rule of a firm and a node: “it stands here”, “it does not”. Kept as a claim of the node, accepted or rejected.
 * Invariant: nothing is overwritten; the later ruling counts, and the earlier stays in the claim's history.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, newId } from "../kernel/index.ts";
import { claimsOfProperties, decide, entitiesOfTypes, entityBy, record, sourceByKey, type Ctx, type Entry } from "../ledger/index.ts";
import { nodeNames, slugOfNode } from "./node-names.ts";
import type { CompiledPack } from "./pack/index.ts";

export interface NodeRule { firm: string; node: string; here: boolean; note?: string }

const REVIEW_KEY = "chain-review";

/**
 * Records a ruling. @param db the writer. @returns the claim that holds it.
 * @throws AppError `chain/unknown-node`, `chain/not-a-firm`, `ledger/no-entity`.
 */
export async function ruleNode(db: Kysely<Schema>, ctx: Ctx, pack: CompiledPack, rule: NodeRule): Promise<{ claim_id: string }> {
  const node = pack.byId.get(rule.node);
  if (!node) throw new AppError("chain/unknown-node", { node: rule.node }, { status: 404, zh: `没有节点 ${rule.node}`, en: `There is no node ${rule.node}` });
  const asked = await entityBy(db, rule.firm);
  const firm = asked.canonical_id === asked.id ? asked : await entityBy(db, asked.canonical_id);
  if (firm.type !== "Firm" && firm.type !== "Product") throw new AppError("chain/not-a-firm", { type: firm.type }, { zh: "只有企业和产品能归到节点上", en: "only firms and products are placed on nodes" });
  const nodeOf = nodeNames(pack);
  const known = (await entitiesOfTypes(db, ["ChainNode"])).filter((e) => nodeOf(e) === rule.node).map((e) => e.id);
  const told = (await claimsOfProperties(db, ["chain_node"])).filter((c) => c.subject_id === firm.id && known.includes(String(c.value)));
  const standing = told.find((c) => c.status === (rule.here ? "accepted" : "rejected"));
  const against = told.filter((c) => c.status === (rule.here ? "rejected" : "accepted") || c.status === "proposed");
  if (standing && against.length === 0) return { claim_id: standing.id };
  if (against.length > 0) {
    await decide(db, ctx, against.map((c) => ({ claim_id: c.id, verdict: rule.here ? "accept" : "reject", ...(c.head ? { expects: c.head } : {}) })), rule.note ?? "");
    return { claim_id: against[0]!.id };
  }
  const entries: Entry[] = [];
  const entity = known[0] ?? newId(ctx.clock);
  if (known.length === 0) entries.push({ kind: "entity", id: entity, type: "ChainNode", slug: slugOfNode(pack.id, rule.node), label: node.name, visibility: "public" });
  const source = (await sourceByKey(db, REVIEW_KEY))?.id ?? newId(ctx.clock);
  if (!(await sourceByKey(db, REVIEW_KEY))) entries.push({ kind: "source", id: source, version: 1, key: REVIEW_KEY, what: "person", title: "产业链定位复核 / Review of placement on the chain", visibility: "public" });
  const claim_id = newId(ctx.clock);
  entries.push({
    kind: "claim", subject_id: firm.id, id: claim_id, property: "chain_node", value: entity, unit: "entity", modality: "actual", bound: "eq", source_id: source,
    visibility: firm.visibility, entered: rule.here ? "accepted" : "proposed",
  });
  await record(db, ctx, { kind: "record", note: rule.note ?? "", entries });
  if (!rule.here) await decide(db, ctx, [{ claim_id, verdict: "reject" }], rule.note ?? "");
  return { claim_id };
}
