/**
 * Which node of the pack an entity of the ledger means: by its slug (`chainnode-PACK-NODE`), else by its name in either language.
 * Invariant: a name that two nodes share means neither.
 */
import type { CompiledPack } from "./pack/index.ts";
import type { Named } from "./model.ts";

/** The slug that the house gives to the entity of a node. */
export const slugOfNode = (pack: string, node: string): string => `chainnode-${pack}-${node}`;

const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll(/[\s·、/（）()-]+/g, "");

/** A look-up from entity to node id. */
export function nodeNames(pack: CompiledPack): (entity: Named) => string | undefined {
  const byName = new Map<string, string | undefined>();
  for (const node of pack.nodes) {
    for (const name of new Set([node.id, node.name.zh ?? "", node.name.en ?? ""].filter(Boolean).map(plain))) byName.set(name, byName.has(name) && byName.get(name) !== node.id ? undefined : node.id);
  }
  const prefix = slugOfNode(pack.id, "");
  return (entity) => {
    const told = entity.slug.startsWith(prefix) ? entity.slug.slice(prefix.length) : undefined;
    if (told !== undefined && pack.byId.has(told)) return told;
    for (const name of [entity.label.zh, entity.label.en]) {
      const found = name === undefined ? undefined : byName.get(plain(name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
