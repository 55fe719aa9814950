/**
 * The places of the record as a tree: zone → park → phase → building → floor → unit, with lots and projects on them.
 * Invariant: every place stands under at most one other; a loop of wholes is a problem that is named, and is cut, not followed.
 */
import { type Label, type Problem, whenRange } from "../kernel/index.ts";
import { chooseFacts, type Claim, type Entity, type Fact } from "../ledger/index.ts";

/** Types of place from the largest to the smallest; projects stand beside them. */
export const PLACE_TYPES = ["Region", "Zone", "Park", "ParkPhase", "Lot", "Building", "Floor", "Unit"] as const;
/** What a page of parks reads: places down to buildings, and projects. Floors and units are read building by building. */
export const SITE_TYPES = ["Zone", "Park", "ParkPhase", "Lot", "Building", "Project"] as const;

/** A place with what is accepted of it as of the clocks. */
export interface Place {
  id: string;
  slug: string;
  type: string;
  label: Label;
  claims: Claim[];
  /** Canonical id of the place it is part of (or lies in), where that is known and in the tree. */
  parent?: string;
  /** The claim that says so. */
  parent_claim?: Claim;
  children: string[];
}

export type Places = ReadonlyMap<string, Place>;

const rankOf = (type: string): number => {
  const at = (PLACE_TYPES as readonly string[]).indexOf(type);
  return at < 0 ? PLACE_TYPES.length : at;
};
const saidOn = (claim: Claim): string => (claim.stated_on ? whenRange(claim.stated_on).last : claim.known_from);

/** Entities and claims as a tree, with what is wrong with it. `part_of` binds before `located_in`, the latest statement before older ones. */
export function placesOf(subjects: ReadonlyMap<string, Entity>, claims: ReadonlyMap<string, readonly Claim[]>): { places: Map<string, Place>; problems: Problem[] } {
  const places = new Map<string, Place>([...subjects].map(([id, e]) => [id, { id, slug: e.slug, type: e.type, label: e.label, claims: [...(claims.get(id) ?? [])], children: [] }]));
  const problems: Problem[] = [];
  for (const place of places.values()) {
    const claim = wholeOf(place, places);
    if (claim) Object.assign(place, { parent: String(claim.value), parent_claim: claim });
  }
  for (const place of places.values()) {
    if (!loops(place, places)) continue;
    problems.push({
      code: "parks/loop", path: place.slug,
      message: { zh: `${nameOf(place.label, "zh")} 通过“隶属于”成为自身的一部分`, en: `${nameOf(place.label, "en")} is part of itself through “part of”` },
      hint: { zh: "请更正其中一条“隶属于”", en: "correct one of the “part of” claims" },
    });
    delete place.parent;
  }
  for (const place of places.values()) if (place.parent) places.get(place.parent)!.children.push(place.id);
  return { places, problems };
}

/** The claim that names the whole of a place: one further up the tree, the nearest kind first. */
function wholeOf(place: Place, places: Places): Claim | undefined {
  const found = place.claims.filter((c) => (c.property === "part_of" || c.property === "located_in") && c.unit === "entity" && c.value !== place.id && places.has(String(c.value)));
  const fits = found.filter((c) => rankOf(places.get(String(c.value))!.type) <= rankOf(place.type));
  return fits.sort((a, b) => Number(b.property === "part_of") - Number(a.property === "part_of") || (saidOn(a) > saidOn(b) ? -1 : saidOn(a) < saidOn(b) ? 1 : a.id < b.id ? -1 : 1))[0];
}

function loops(place: Place, places: Places): boolean {
  const seen = new Set<string>();
  for (let at = place.parent; at !== undefined; at = places.get(at)?.parent) {
    if (at === place.id) return true;
    if (seen.has(at)) return false; // a loop further up: cut there
    seen.add(at);
  }
  return false;
}

export const nameOf = (label: Label, lang: "zh" | "en"): string => label[lang] ?? label.zh ?? label.en ?? "";

/** The place and everything below it, the place first. */
export function subtreeOf(places: Places, id: string): Place[] {
  const found: Place[] = [];
  const queue = [id];
  while (queue.length > 0) {
    const place = places.get(queue.shift()!);
    if (!place) continue;
    found.push(place);
    queue.push(...[...place.children].sort((a, b) => comparePlaces(places.get(a)!, places.get(b)!)));
  }
  return found;
}

/** Wholes of a place, nearest first. */
export function wholesOf(places: Places, id: string): Place[] {
  const found: Place[] = [];
  for (let at = places.get(id)?.parent; at !== undefined && found.length < 20; at = places.get(at)?.parent) found.push(places.get(at)!);
  return found;
}

const ORDINALS = "一二三四五六七八九";
/** Phases by their number, other places by kind and name. */
export function comparePlaces(a: Place, b: Place): number {
  return rankOf(a.type) - rankOf(b.type) || phaseNumber(a) - phaseNumber(b) || (nameOf(a.label, "zh") < nameOf(b.label, "zh") ? -1 : 1);
}

/** The number of a phase: as claimed, else as its name says; 99 where neither does. */
export function phaseNumber(place: Place): number {
  const told = place.claims.find((c) => c.property === "phase_number")?.value;
  if (typeof told === "number") return told;
  const zh = /([一二三四五六七八九])期/.exec(place.label.zh ?? "");
  if (zh) return ORDINALS.indexOf(zh[1]!) + 1;
  const en = /Phase (?:(\d+)|(VI{0,3}|I{1,3}|IV|IX))\b/i.exec(place.label.en ?? "");
  if (!en) return 99;
  return en[1] ? Number(en[1]) : ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].indexOf(en[2]!.toUpperCase()) + 1;
}

/** All names of a place: labels and claims of names. */
export function namesOf(place: Pick<Place, "label" | "claims">): string[] {
  const told = place.claims.filter((c) => ["name", "short_name", "alias", "former_name"].includes(c.property)).map((c) => String(c.value));
  return [...new Set([place.label.zh, place.label.en, ...told].filter((n): n is string => n !== undefined && n !== ""))];
}

/** The place's facts, chosen by the ledger's one rule. */
export function factsOfPlace(place: Place): Fact[] {
  return chooseFacts(place.claims).map(({ key, choice }) => ({
    subject_id: place.id, property: key.property, qualifier: choice.best.qualifier ?? "", when: key.when_text, modality: key.modality, unit: key.unit, ...choice,
  }));
}
