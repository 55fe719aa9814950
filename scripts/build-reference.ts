/**
 * Builds data/reference (sources, entities, claims) from a folder of the compiler's tables, which is named on the command
 * line, and from our own judgements in data/reference/judgements.
 *
 *     node scripts/build-reference.ts FOLDER [GOLD]
 *
 * FOLDER holds sources.csv, claims.csv and entities.csv as gathered; GOLD, if given, holds the labelled seeds, from which
 * the written form of a seed's figure is taken.
 * Invariant: every claim has one subject that is an entity of the register and one source of the list; no row is dropped;
 * the same input gives the same bytes. What is ours (a translated name, a relation nobody stated) is marked as ours.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { sha256Hex } from "../src/kernel/index.ts";
import { loadOntology, validateClaimShape } from "../src/ontology/index.ts";

type Row = Record<string, string>;

interface Entity {
  id: string; type: string; cluster: string; name_zh: string; name_zh_origin: string; name_en: string; name_en_origin: string;
  short_zh: string; other_names: string; stock_code: string; zone_or_city: string; zone_id: string; parent: string; parent_id: string;
  products: string; honours: string; founded: string; chain_position: string; source_id: string;
}

const HOME = fileURLToPath(new URL("../data/reference/", import.meta.url));
const OWN = { id: "own-judgement", title: "参考记录整理者的判断 / Judgement of the compilers of the reference record", publisher: "Lightvalley", published: "2026-11-22", language: "zh", address: "" };

const ENTITY_COLUMNS = ["id", "type", "cluster", "name_zh", "name_zh_origin", "name_en", "name_en_origin", "short_zh", "other_names", "stock_code", "zone_or_city", "zone_id", "parent", "parent_id", "products", "honours", "founded", "chain_position", "source_id"];
const CLAIM_COLUMNS = ["id", "subject_id", "subject_zh", "subject_en", "subject_type", "property", "value", "value_id", "unit", "currency", "when", "modality", "bound", "qualifier", "qualifier_zh", "qualifier_en", "stated_number", "stated_scale", "stated_unit", "stated_on", "source_id", "cluster", "note"];
const SOURCE_COLUMNS = ["id", "title", "title_origin", "publisher", "published", "published_origin", "language", "address"];

const read = (path: string): Row[] => parse(readFileSync(path), { columns: true, bom: true }) as Row[];
const text = (row: Row, key: string): string => (row[key] ?? "").trim();

/** Names compare without width, case and the two forms of brackets. */
const plain = (name: string): string => name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();

function slug(type: string, name: string): string {
  const words = name.normalize("NFKD").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  const kind = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
  const short = words.length <= 60 ? words : words.slice(0, 61).replace(/-[^-]*$/, "");
  return `${kind}-${short}`;
}

/** The register under construction: entities, and every name that leads to one. */
class Register {
  readonly entities: Entity[] = [];
  private readonly byName = new Map<string, Entity>();

  find(...names: string[]): Entity | undefined {
    for (const n of names) {
      const hit = n === "" ? undefined : this.byName.get(plain(n));
      if (hit) return hit;
    }
    return undefined;
  }

  /** The first owner of a name keeps it: two entities of the source tables never share a full name. */
  call(entity: Entity, ...names: string[]): void {
    for (const n of names) if (n !== "" && !this.byName.has(plain(n))) this.byName.set(plain(n), entity);
  }

  add(entity: Entity): Entity {
    this.entities.push(entity);
    this.call(entity, entity.name_zh, entity.name_en, entity.short_zh, ...entity.other_names.split(";"));
    return entity;
  }
}

function blank(type: string, name_zh: string, name_en: string): Entity {
  return {
    id: "", type, cluster: "", name_zh, name_zh_origin: name_zh ? "page" : "", name_en, name_en_origin: name_en ? "page" : "", short_zh: "", other_names: "", stock_code: "",
    zone_or_city: "", zone_id: "", parent: "", parent_id: "", products: "", honours: "", founded: "", chain_position: "", source_id: "",
  };
}

/** Chinese names carry full-width brackets. */
const wide = (name: string): string => name.replaceAll("(", "（").replaceAll(")", "）");

/** A remark of the compiler inside a name becomes the origin of that name. */
function fromEntityRow(row: Row): Entity {
  const e = blank(text(row, "type"), wide(text(row, "name_zh")), text(row, "name_en"));
  const others: string[] = [];
  for (const other of text(row, "other_names").split(";")) {
    const [, name, remark] = /^(.*?) \((our reading|not seen on a page)\)$/.exec(other) ?? [undefined, other, undefined];
    if (remark === "our reading" && !e.name_zh) Object.assign(e, { name_zh: name, name_zh_origin: "ours" });
    else if (remark === "not seen on a page" && !e.name_en) Object.assign(e, { name_en: name, name_en_origin: "ours" });
    else if (/^\d{6}$/.test(name ?? "")) e.stock_code = name ?? "";
    else if (name) others.push(name);
  }
  return Object.assign(e, {
    short_zh: text(row, "short_zh"), other_names: others.join(";"), zone_or_city: text(row, "zone_or_city"), parent: text(row, "parent_or_institute"),
    products: text(row, "main_products"), honours: text(row, "honours"), founded: text(row, "founded"), chain_position: text(row, "chain_position"), source_id: text(row, "source_id"),
  });
}

function applyNames(register: Register, names: readonly Row[], clusters: Map<Entity, string>): void {
  for (const row of names) {
    const [key, zh, en, origin] = [text(row, "key"), text(row, "zh"), text(row, "en"), text(row, "en_origin")];
    const isHan = /\p{Script=Han}/u.test(key);
    const found = register.find(key);
    const e = found ?? register.add(blank(text(row, "type"), zh || (isHan ? wide(key) : ""), ""));
    if (!found && zh && zh !== key && !isHan) e.name_zh_origin = "ours";
    if (zh && found && !e.name_zh) Object.assign(e, { name_zh: zh, name_zh_origin: "ours" });
    if (en && !e.name_en) Object.assign(e, { name_en: en, name_en_origin: origin || "ours" });
    register.call(e, key, zh, en, ...text(row, "aliases").split(";"));
    if (text(row, "cluster")) clusters.set(e, text(row, "cluster"));
  }
}

/** The entity of a claim's subject, made from the subject's own names where the register has none yet. */
function subjectOf(register: Register, row: Row): Entity {
  const [zh, en, type] = [text(row, "subject_zh"), text(row, "subject_en"), text(row, "subject_type")];
  const e = register.find(zh, en) ?? register.add(blank(type, wide(zh), ""));
  if (e.type !== type) throw new Error(`${zh || en}: ${e.type} in the register, ${type} in the claims`);
  if (zh && !e.name_zh) Object.assign(e, { name_zh: wide(zh), name_zh_origin: "ours" });
  if (en && !e.name_en) Object.assign(e, { name_en: en, name_en_origin: zh === "" ? "page" : "ours" });
  register.call(e, zh, en);
  if (!e.source_id) e.source_id = text(row, "source_id");
  return e;
}

/** What a claim points at: its page is a source for that entity, and the name that the page uses is one of its names. */
function nameValue(register: Register, row: Row): void {
  const written = text(row, "value");
  const e = text(row, "unit") === "entity" ? register.find(written) : undefined;
  if (!e) return;
  if (!e.source_id) e.source_id = text(row, "source_id");
  const known = [e.name_zh, e.name_en, e.short_zh, ...e.other_names.split(";")].filter((n) => n !== "");
  if (!known.some((n) => plain(n) === plain(written))) e.other_names = [...e.other_names.split(";"), written].filter((n) => n !== "").join(";");
}

/** A Chinese name that no Chinese page of the record writes is ours; so is the name of an entity that only we brought in. */
function markForeignOnly(register: Register, given: readonly Row[], sources: ReadonlyMap<string, Row>, listed: ReadonlySet<Entity>): void {
  const told = new Set<Entity>();
  for (const row of given) {
    if (!(sources.get(text(row, "source_id"))?.["language"] ?? "").startsWith("zh")) continue;
    for (const e of [register.find(text(row, "subject_zh")), /\p{Script=Han}/u.test(text(row, "value")) ? register.find(text(row, "value")) : undefined]) if (e) told.add(e);
  }
  for (const e of register.entities) if (e.name_zh && !listed.has(e) && !told.has(e)) e.name_zh_origin = "ours";
}

const CITY_CLUSTERS: readonly [RegExp, string][] = [
  [/武汉|厦门|济南|温州|苏州/, "comparison"], [/中山/, "zhongshan"], [/南昌|江西|高安/, "nanchang"], [/长春|吉林|北湖|长智光谷/, "changchun"],
];
const SOURCE_CLUSTERS: Readonly<Record<string, string>> = {
  nc: "nanchang", jx: "nanchang", zs: "zhongshan", uo: "zhongshan", hj: "zhongshan", sunny: "comparison", wh: "comparison", xm: "comparison", jn: "comparison", wz: "comparison",
  "seed-002": "zhongshan", "seed-003": "nanchang", "cust-zs-openday": "zhongshan", "cust-zs-2023-06": "zhongshan",
};

/** Where an entity belongs in the record: as judged, else by its place, else by the page that tells of it. */
function clusterOf(e: Entity, judged: Map<Entity, string>): string {
  const place = CITY_CLUSTERS.find(([re]) => re.test(e.zone_or_city)) ?? CITY_CLUSTERS.find(([re]) => re.test(e.name_zh));
  return judged.get(e) ?? place?.[1] ?? SOURCE_CLUSTERS[e.source_id] ?? SOURCE_CLUSTERS[e.source_id.split("-")[0] ?? ""] ?? "changchun";
}

function finishEntities(register: Register, judged: Map<Entity, string>): void {
  const seen = new Map<string, Entity>();
  for (const e of register.entities) {
    const base = slug(e.type, e.name_en);
    if (e.name_en === "" || seen.has(base)) throw new Error(`${e.name_zh || e.name_en}: needs an English name of its own (judgements/names.csv)`);
    seen.set(base, e);
    e.id = base;
    e.cluster = clusterOf(e, judged);
    if (!e.source_id) e.source_id = OWN.id;
  }
  const bare = (t: string): string => t.replace(/ \([^)]*\)$/, "");
  for (const e of register.entities) {
    e.zone_id = idUnless(register.find(e.zone_or_city, bare(e.zone_or_city)), e);
    e.parent_id = idUnless(register.find(e.parent, bare(e.parent)), e);
  }
}

const idUnless = (found: Entity | undefined, self: Entity): string => (found && found !== self ? found.id : "");

function sourceRow(row: Row): Row {
  const [title, publisher] = [text(row, "title"), text(row, "publisher")];
  const published = text(row, "published");
  return {
    ...row, title: title.replace(/ \((headline not kept|headline shortened|own words|mirror carries another headline)\)$/, ""),
    title_origin: /\((headline not kept|own words|mirror carries another headline)\)$/.test(title) || row["id"] === OWN.id ? "ours" : /\(headline shortened\)$/.test(title) ? "shortened" : "page",
    publisher: publisher.replace(/ ?\[date inferred\]$/, ""), published,
    published_origin: published === "" ? "unknown" : /\[date inferred\]$/.test(publisher) ? "inferred" : row["id"] === OWN.id ? "ours" : "page",
  };
}

const SCALE_WORDS: Readonly<Record<string, number>> = { 万亿: 1e12, 亿: 1e8, 万: 1e4, trillion: 1e12, billion: 1e9, million: 1e6, thousand: 1e3 };
const AREA_WORDS: Readonly<Record<string, number>> = { 亩: 2000 / 3, mu: 2000 / 3, acres: 4046.8564224, hectares: 1e4, 公顷: 1e4, 平方公里: 1e6, "square kilometers": 1e6, "square kilometres": 1e6 };

/** The figure as its page wrote it: the one number of the quote (or of the compiler's note) that gives the value, else nothing. */
export function statedIn(quote: string, value: number): { number: string; scale: string; unit: string } | undefined {
  const hits: { number: string; scale: string; unit: string }[] = [];
  for (const m of quote.matchAll(/(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(万亿|亿|万|trillion|billion|million|thousand)?\s*(%|％|per cent|percent|亩|公顷|平方公里|mu\b|acres|hectares|square kilomet(?:re|er)s)?/g)) {
    const number = (m[1] ?? "").replace(/,$/, "");
    const per = m[3] === undefined ? 1 : /%|％|cent/.test(m[3]) ? 0.01 : (AREA_WORDS[m[3]] ?? 1);
    const read = Number(number.replaceAll(",", "")) * (SCALE_WORDS[m[2] ?? ""] ?? 1) * per;
    if (Math.abs(read - value) <= Math.abs(value) * 1e-6 + 0.005 * Number(per > 1)) hits.push({ number, scale: m[2] ?? "", unit: m[3] ?? "" });
  }
  return hits.length === 1 ? hits[0] : undefined;
}

/** Quotes of the labelled seeds by source, property and value; used only to find the written figure, and not kept. */
function goldQuotes(folder: string | undefined): Map<string, string> {
  const quotes = new Map<string, string>();
  for (let i = 0; folder !== undefined && i < 5; i += 1) {
    const path = `${folder}/00${i}.json`;
    if (!existsSync(path)) continue;
    const { claims } = JSON.parse(readFileSync(path, "utf8")) as { claims: { property: string; value: unknown; quote: string }[] };
    for (const c of claims) quotes.set(`seed-00${i}|${c.property}|${String(c.value)}`, c.quote);
  }
  return quotes;
}

/** The gathered claims with our corrections laid over them; a correction that finds nothing to correct stops the build. */
function corrected(rows: readonly Row[], corrections: readonly Row[]): Row[] {
  const open = new Set(corrections);
  const out = rows.map((row) => {
    const mine = corrections.filter((c) => text(c, "source_id") === text(row, "source_id") && text(c, "subject") === (text(row, "subject_zh") || text(row, "subject_en"))
      && text(c, "property") === text(row, "property") && text(c, "value") === text(row, "value") && text(c, "from") === text(row, text(c, "column")));
    for (const c of mine) open.delete(c);
    return { ...row, ...Object.fromEntries(mine.map((c) => [text(c, "column"), text(c, "to")])) };
  });
  for (const c of open) throw new Error(`judgements/corrections.csv: nothing to correct in ${text(c, "subject")} ${text(c, "property")} ${text(c, "column")}`);
  return out;
}

function claimRow(register: Register, row: Row, quotes: Map<string, string>, qualifiers: ReadonlyMap<string, Row>): Row {
  const subject = subjectOf(register, row);
  const entityValued = text(row, "unit") === "entity";
  const value = entityValued ? register.find(text(row, "value")) : undefined;
  const number = Number(text(row, "value"));
  const words = [quotes.get(`${text(row, "source_id")}|${text(row, "property")}|${text(row, "value")}`), text(row, "note").match(/^(?:page writes )?\d[\d.,]* (?:mu|square kilometres)$/)?.[0]];
  const stated = ["entity", "date", "text"].includes(text(row, "unit")) ? undefined : words.map((w) => (w === undefined ? undefined : statedIn(w, number))).find((s) => s !== undefined);
  const qualifier = qualifiers.get(text(row, "qualifier"));
  if (!qualifier && text(row, "qualifier") !== "") throw new Error(`judgements/qualifiers.csv: no words for “${text(row, "qualifier")}”`);
  return {
    ...row, subject_id: subject.id, subject_zh: subject.name_zh, subject_en: subject.name_en, value_id: value?.id ?? "", cluster: subject.cluster,
    qualifier_zh: qualifier?.["zh"] ?? "", qualifier_en: qualifier?.["en"] ?? "",
    stated_number: stated?.number ?? "", stated_scale: stated?.scale ?? "", stated_unit: stated?.unit ?? "",
  };
}

function relationRow(register: Register, sources: ReadonlyMap<string, Row>, row: Row): Row {
  const subject = register.find(text(row, "subject"));
  const isNumber = text(row, "property") === "edition_number";
  const value = isNumber ? undefined : register.find(text(row, "value"));
  if (!subject || (!isNumber && !value)) throw new Error(`judgements/relations.csv: unknown name in ${text(row, "subject")} → ${text(row, "value")}`);
  return {
    subject_id: subject.id, subject_zh: subject.name_zh, subject_en: subject.name_en, subject_type: subject.type, property: text(row, "property"),
    value: value ? value.name_zh || value.name_en : text(row, "value"), value_id: value?.id ?? "", unit: isNumber ? "count" : "entity", currency: "", when: "",
    modality: text(row, "modality"), bound: "eq", qualifier: "", stated_on: sources.get(text(row, "source_id"))?.["published"] ?? "",
    source_id: text(row, "source_id"), cluster: subject.cluster, note: text(row, "note"),
  };
}

/** What the register says of place, parent firm and stock code, as claims of its page, where no claim says it yet. */
function registerRows(register: Register, sources: ReadonlyMap<string, Row>, claims: readonly Row[]): Row[] {
  const placed = new Set(claims.filter((c) => ["located_in", "part_of"].includes(c["property"] ?? "")).map((c) => c["subject_id"]));
  const byId = new Map(register.entities.map((e) => [e.id, e]));
  const row = (e: Entity, property: string, value: string, value_id: string, note: string): Row => ({
    subject_id: e.id, subject_zh: e.name_zh, subject_en: e.name_en, subject_type: e.type, property, value, value_id, unit: value_id === "" ? "text" : "entity", modality: "actual", bound: "eq",
    stated_on: sources.get(e.source_id)?.["published"] ?? "", source_id: e.source_id, cluster: e.cluster, note,
  });
  const named = (target: Entity): string => target.name_zh || target.name_en;
  return register.entities.flatMap((e) => {
    const [zone, parent] = [byId.get(e.zone_id), byId.get(e.parent_id)];
    // A remark in brackets (a site, a signature) says that the place is not simply where it is.
    const plainPlace = zone !== undefined && !placed.has(e.id) && !e.zone_or_city.includes(" (") && e.type !== "Region";
    return [
      ...(plainPlace ? [row(e, "located_in", named(zone), zone.id, "from the register")] : []),
      ...(parent?.type === "Firm" && e.type === "Firm" ? [row(e, "subsidiary_of", named(parent), parent.id, `from the register: ${e.parent}`)] : []),
      ...(e.stock_code === "" ? [] : [row(e, "stock_code", e.stock_code, "", "from the register")]),
    ];
  });
}

/** A claim's id is made from what it says, so that it survives any re-ordering of the tables. */
function withId(row: Row): Row {
  const said = ["subject_id", "property", "value", "unit", "currency", "when", "modality", "bound", "qualifier", "source_id"].map((k) => row[k] ?? "").join("\u001F");
  return { ...row, id: `ref-${sha256Hex(said).slice(0, 12)}` };
}

function csv(columns: readonly string[], rows: readonly Row[]): string {
  const cell = (t: string): string => (/[",\r\n]/.test(t) ? `"${t.replaceAll('"', '""')}"` : t);
  return [columns, ...rows.map((r) => columns.map((c) => r[c] ?? ""))].map((cells) => cells.map(cell).join(",")).join("\n") + "\n";
}

function checkAll(sources: ReadonlyMap<string, Row>, claims: readonly Row[], typeOf: ReadonlyMap<string, string>): void {
  const ontology = loadOntology();
  const ids = new Set<string>();
  for (const c of claims) {
    const place = `${c["id"]} ${c["subject_en"]} ${c["property"]}`;
    if (ids.has(c["id"] ?? "")) throw new Error(`${place}: said twice by one source`);
    ids.add(c["id"] ?? "");
    if (!sources.has(c["source_id"] ?? "")) throw new Error(`${place}: no source ${c["source_id"]}`);
    const worded = ["entity", "date", "text"].includes(c["unit"] ?? "");
    const problems = validateClaimShape(ontology, {
      subject_type: c["subject_type"] ?? "", property: c["property"] ?? "", value: worded ? (c["value"] ?? "") : Number(c["value"]), unit: c["unit"] ?? "",
      currency: c["currency"], modality: c["modality"] ?? "", bound: c["bound"] ?? "", when: c["when"], value_type: typeOf.get(c["value_id"] ?? ""),
    });
    if (problems[0]) throw new Error(`${place}: ${problems[0].message.en}`);
  }
}

function main(folder: string, gold: string | undefined): void {
  const sources = [...read(`${folder}/sources.csv`), OWN].map(sourceRow);
  const byId = new Map(sources.map((s) => [s["id"] ?? "", s]));
  const register = new Register();
  const judged = new Map<Entity, string>();
  for (const row of read(`${folder}/entities.csv`)) register.add(fromEntityRow(row));
  const listed = new Set(register.entities);
  applyNames(register, read(`${HOME}judgements/names.csv`), judged);
  const given = corrected(read(`${folder}/claims.csv`), read(`${HOME}judgements/corrections.csv`));
  const qualifiers = new Map(read(`${HOME}judgements/qualifiers.csv`).map((r) => [text(r, "qualifier"), r]));
  for (const row of given) subjectOf(register, row);
  for (const row of given) nameValue(register, row);
  markForeignOnly(register, given, byId, listed);
  finishEntities(register, judged);
  const quotes = goldQuotes(gold);
  const said = [...given.map((r) => claimRow(register, r, quotes, qualifiers)), ...read(`${HOME}judgements/relations.csv`).map((r) => relationRow(register, byId, r))];
  const claims = [...said, ...registerRows(register, byId, said)].map(withId);
  const typeOf = new Map(register.entities.map((e) => [e.id, e.type]));
  checkAll(byId, claims, typeOf);
  const entities = register.entities.toSorted((a, b) => (a.id < b.id ? -1 : 1)) as unknown as Row[];
  writeFileSync(`${HOME}sources.csv`, csv(SOURCE_COLUMNS, sources));
  writeFileSync(`${HOME}entities.csv`, csv(ENTITY_COLUMNS, entities));
  writeFileSync(`${HOME}claims.csv`, csv(CLAIM_COLUMNS, claims));
  console.error(`${sources.length} sources, ${entities.length} entities, ${claims.length} claims (${claims.filter((c) => c["stated_number"]).length} with the written figure, ${claims.filter((c) => c["value_id"]).length} with a linked value)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, gold] = process.argv.slice(2);
  if (folder === undefined) {
    console.error("usage: node scripts/build-reference.ts FOLDER [GOLD]");
    process.exit(2);
  }
  main(folder, gold);
}
