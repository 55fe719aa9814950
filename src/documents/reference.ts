/**
 * The reference record: what public pages say of the clusters, shipped as data and entered on the first start.
 * Invariant: it is recorded through the same door as everything else, with ids made from the data's own, so that two
 * fresh records hold the same entities, sources and claims.
 */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Database } from "../db/index.ts";
import { AppError, nameId, type BaseUnit, type Bound, type Label, type Modality, type Problem } from "../kernel/index.ts";
import { countsOf, record, type ClaimRecord, type Ctx, type Entry, type SourceRecord } from "../ledger/index.ts";
import { validateClaimShape, type Ontology } from "../ontology/index.ts";

const FOLDER = new URL("../../data/reference/", import.meta.url);
type Row = Record<string, string>;

function rowsOf(file: string): Row[] {
  const url = new URL(file, FOLDER);
  if (!existsSync(url)) return [];
  return parse(readFileSync(url, "utf8"), { columns: true, bom: true, skip_empty_lines: true }) as Row[];
}

const id = (kind: string, key: string): string => nameId(`lightvalley reference ${kind} ${key}`);
const maybe = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } => (value ? ({ [key]: value } as { [P in K]?: string }) : {});

function sourceEntry(row: Row): Entry {
  const source: SourceRecord = {
    id: id("source", row["id"]!), version: 1, key: row["id"]!, what: row["id"] === "own-judgement" ? "person" : "page", title: row["title"]!, visibility: "public",
    ...maybe("publisher", row["publisher"]), ...maybe("published", row["published"]), ...maybe("language", row["language"]), ...maybe("address", row["address"]),
  };
  return { kind: "source", ...source };
}

function entityEntry(row: Row): Entry {
  const label: Label = { ...maybe("zh", row["name_zh"]), ...maybe("en", row["name_en"]) };
  return { kind: "entity", id: id("entity", row["id"]!), type: row["type"]!, slug: row["id"]!, label, visibility: "public" };
}

/** Short and other names, and the part of the record that an entity belongs to, as claims of the page that tells most of it. */
function namingClaims(row: Row, published?: string): Entry[] {
  const source_id = id("source", row["source_id"] || "own-judgement");
  const text = (property: string, value: string, source = source_id): Entry => ({
    kind: "claim", subject_id: id("entity", row["id"]!), id: id("claim", `${row["id"]} ${property} ${value}`), property, value, unit: "text", modality: "actual",
    bound: "eq", source_id: source, visibility: "public", entered: "accepted",
  });
  const others = (row["other_names"] ?? "").split(";").map((n) => n.trim()).filter(Boolean);
  const same = new Set([row["name_zh"], row["name_en"]]);
  return [
    ...(row["short_zh"] && !same.has(row["short_zh"]) ? [text("short_name", row["short_zh"])] : []),
    ...[...new Set(others)].filter((n) => !same.has(n) && n !== row["short_zh"]).map((n) => text("alias", n)),
    ...businessClaim(row, published),
    ...(row["cluster"] ? [text("record_group", row["cluster"], id("source", "own-judgement"))] : []),
  ];
}

/** What a firm makes, as gathered from the page that tells most of it. */
function businessClaim(row: Row, published: string | undefined): Entry[] {
  if (row["type"] !== "Firm" || !row["products"]) return [];
  return [{
    kind: "claim", subject_id: id("entity", row["id"]!), id: id("claim", `${row["id"]} business_text`), property: "business_text", value: row["products"], unit: "text",
    modality: "actual", bound: "eq", source_id: id("source", row["source_id"] || "own-judgement"), ...maybe("stated_on", published), visibility: "public", entered: "accepted",
  }];
}

function claimEntry(row: Row, sources: ReadonlyMap<string, Row>): Entry | undefined {
  const unit = row["unit"] as BaseUnit;
  if (unit === "entity" && !row["value_id"]) return undefined; // a bare street address: no entity to point at
  const value = unit === "entity" ? id("entity", row["value_id"]!) : unit === "date" || unit === "text" ? row["value"]! : Number(row["value"]);
  const language = sources.get(row["source_id"]!)?.["language"];
  const claim: ClaimRecord = {
    subject_id: id("entity", row["subject_id"]!), id: id("claim", row["id"]!), property: row["property"]!, value, unit, ...maybe("currency", row["currency"]),
    ...maybe("when", row["when"]), modality: row["modality"] as Modality, bound: row["bound"] as Bound, ...maybe("qualifier", row["qualifier"]),
    ...(row["stated_number"] ? { stated: { number: row["stated_number"], ...maybe("scale", row["stated_scale"]), ...maybe("unit", row["stated_unit"]) } } : {}),
    ...maybe("stated_on", row["stated_on"]), source_id: id("source", row["source_id"]!), ...(language === "zh" || language === "en" ? { lang: language } : {}),
    visibility: "public", entered: "accepted",
  };
  return { kind: "claim", ...claim };
}

/** The entries of the reference record, checked against the ontology. @throws AppError `documents/reference` listing every flaw. */
export function referenceEntries(ontology: Ontology): Entry[] {
  const sources = rowsOf("sources.csv");
  const entities = rowsOf("entities.csv");
  const claims = rowsOf("claims.csv");
  const problems: Problem[] = [];
  claims.forEach((row, i) => {
    const shape = { subject_type: row["subject_type"]!, property: row["property"]!, value: row["unit"] === "entity" || row["unit"] === "date" || row["unit"] === "text" ? row["value"]! : Number(row["value"]), unit: row["unit"]!, currency: row["currency"] || null, modality: row["modality"]!, bound: row["bound"]!, when: row["when"] || null };
    for (const p of validateClaimShape(ontology, shape)) problems.push({ ...p, file: "data/reference/claims.csv", line: i + 2 });
  });
  if (problems.length > 0) {
    throw new AppError("documents/reference", { count: problems.length }, { status: 500, zh: "参考记录与本体不符", en: "the reference record does not fit the ontology", problems });
  }
  const byId = new Map(sources.map((s) => [s["id"]!, s]));
  return [
    ...sources.map(sourceEntry), ...entities.map(entityEntry), ...entities.flatMap((row) => namingClaims(row, byId.get(row["source_id"]!)?.["published"])),
    ...claims.flatMap((row) => claimEntry(row, byId) ?? []),
  ];
}

/** Fills an empty ledger with the reference record; does nothing to one that holds anything. @returns claims written. */
export async function fillWithReference(database: Database, ctx: Ctx, ontology: Ontology): Promise<number> {
  if ((await countsOf(database.writer)).changes > 0) return 0;
  const entries = referenceEntries(ontology);
  await record(database.writer, ctx, { kind: "import", note: "reference record / 参考记录", entries });
  return entries.filter((e) => e.kind === "claim").length;
}
