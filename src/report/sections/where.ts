/**
 * Where the zones, parks and projects of the cluster are: the page's map on paper, the key to its numbers, and the belts.
 * Invariant: each number leads to the claim that places it; what is only known to lie in a city is drawn in a broken ring and said to be so.
 */
import type { Around, MapSign } from "../chart/definition.ts";
import type { Claim } from "../../ledger/index.ts";
import { factsWanted, yearly } from "../facts.ts";
import type { Material } from "../material.ts";
import type { Block, Cell, Run } from "../model.ts";
import { beltsOf, cityIn, definitionOf, PLACE_PROPERTIES, Placer, placesOf, type Layer, type MapDefinition, type MapRecord, type Placed, type Thing } from "../map/index.ts";
import { say } from "../scribe.ts";
import { cut, para, type SectionContext } from "./model.ts";

const LAYER_OF: Readonly<Record<string, Layer>> = { Zone: "zone", Park: "park", Project: "project" };
const SHOWN: ReadonlySet<Layer> = new Set(["zone", "park", "project"]);
/** Numbers that a reader still finds on a page-wide map. */
const SIGNS_MAX = 60;

/** The paper's own material as the map reads it: facts that say where something is. */
function recordOf(material: Material): MapRecord {
  const things = new Map<string, Thing>();
  for (const e of material.entities.values()) {
    if (e.canonical_id !== e.id) continue;
    const claims = (material.facts.get(e.id) ?? []).filter((f) => (PLACE_PROPERTIES as readonly string[]).includes(f.property)).flatMap((f) => [f.best, ...f.rivals])
      .map((c): Claim => (c.unit === "entity" ? { ...c, value: material.canonical(String(c.value)) } : c));
    const layer = LAYER_OF[e.type];
    things.set(e.id, { id: e.id, slug: e.slug, type: e.type, label: e.label, claims, groups: new Set(material.members.has(e.id) ? [material.cluster] : []), ...(layer ? { layer } : {}) });
  }
  return { things, placer: new Placer(things), clocks: material.clocks };
}

/** The city that most of it lies in, where its outline is held. */
function cityOf(record: MapRecord, definition: MapDefinition): ReturnType<typeof cityIn> {
  for (const anchor of definition.anchors) {
    const found = anchor.code ? cityIn(anchor.label.zh ?? "") : undefined;
    if (found) return found;
  }
  for (const thing of record.things.values()) {
    const found = thing.type === "Region" && thing.groups.size > 0 ? cityIn(thing.label.zh ?? "") : undefined;
    if (found) return found;
  }
  return undefined;
}

const within = (city: { code: string }, placed: Placed): boolean => placed.division !== undefined && placed.division.code.slice(0, 4) === city.code.slice(0, 4);

function aroundOf({ scribe, material }: SectionContext, record: MapRecord, definition: MapDefinition, city: { code: string }): Around[] {
  return definition.anchors.flatMap((anchor, index): Around[] => {
    const marks = definition.marks.filter((m) => m.anchor === index);
    const placedIn = marks.every((m) => { const found = record.placer.of(m.id); return "placed" in found && within(city, found.placed); });
    if (marks.length === 0 || !(anchor.code === city.code || (anchor.rung !== "province" && placedIn))) return [];
    const signs = marks.flatMap((m): MapSign[] => {
      const found = record.placer.of(m.id);
      const claims = "placed" in found ? found.placed.claims.slice(0, 1).map((c) => c.id).filter((id) => material.claims.get(id)?.status === "accepted") : [];
      if (claims.length === 0 || !("placed" in found)) return [];
      return [{ layer: m.layer, x: m.x, y: m.y, r: m.r, name: scribe.name(m.id), label: { text: String(m.no), basis: { kind: "words", claims } }, exact: m.rung === "own", ...(found.placed.planned ? { planned: true } : {}) }];
    });
    const name = anchor.entity ? [scribe.name(anchor.entity)] : scribe.of(say`${anchor.label.zh ?? ""}境内（位置未给出）`, say`within ${anchor.label.en ?? ""} (position not given)`);
    return [{ lon: anchor.lon, lat: anchor.lat, r: anchor.r, name, rings: definition.groups.filter((g) => g.anchor === index && g.entity).map(({ x, y, r }) => ({ x, y, r })), signs, exact: anchor.rung === "own" || anchor.rung === "container", alone: anchor.rung === "own" }];
  });
}

const KINDS: Readonly<Record<string, { zh: string; en: string }>> = { zone: { zh: "开发区", en: "zone" }, park: { zh: "园区", en: "park" }, project: { zh: "项目", en: "project" } };
const EXACT = {
  zh: { own: "自身位置", container: "所在园区的位置", district: "只知区县", city: "只知城市", province: "只知省份" },
  en: { own: "own position", container: "position of its park", district: "district only", city: "city only", province: "province only" },
} as const;

/** The key: number, name, kind, what it lies in, how exactly that is known. */
function keyTable(context: SectionContext, record: MapRecord, around: readonly Around[], definition: MapDefinition): Block | undefined {
  const { scribe, lang } = { scribe: context.scribe, lang: context.scribe.lang };
  const signs = new Map(around.flatMap((a) => a.signs).map((s) => [s.label.text, s]));
  const rows: Cell[][] = definition.marks.filter((m) => m.no !== undefined && signs.has(String(m.no))).toSorted((a, b) => a.no! - b.no!).map((m) => {
    const found = record.placer.of(m.id);
    const placed = "placed" in found ? found.placed : undefined;
    const holder = placed?.chain[0];
    const [kind, s] = [KINDS[m.layer]!, signs.get(String(m.no))!];
    const claims = s.label.basis && "claims" in s.label.basis ? s.label.basis.claims : [];
    return [[{ text: s.label.text, basis: { kind: "setting", name: "map" } }], [scribe.name(m.id)], [{ text: kind[lang] }], [{ text: holder ? scribe.name(holder).text : scribe.of("见来源", "see source"), basis: { kind: "words", claims } }], [{ text: placed ? EXACT[lang][placed.rung] : "" }, ...(placed?.planned ? [{ text: scribe.of("（计划）", " (planned)") }] : [])]];
  });
  if (rows.length === 0) return undefined;
  return {
    kind: "table", id: "map-key", title: [{ text: scribe.of("图上编号", "Numbers on the map") }],
    columns: [{ head: scribe.of("编号", "No."), width: 0.5 }, { head: scribe.of("名称", "Name"), width: 3 }, { head: scribe.of("类别", "Kind"), width: 0.8 }, { head: scribe.of("位于", "In"), width: 2.4 }, { head: scribe.of("位置精度", "How exactly known"), width: 1.3 }],
    ...cut(rows, context.rows_max),
  };
}

function beltLines({ scribe, material }: SectionContext, record: MapRecord): Run[][] {
  return beltsOf(record, material.cluster).flatMap((belt): Run[][] => {
    const claim = belt.claims.find((c) => c.property === "address_text" && material.claims.has(c.id));
    const street = claim ? [scribe.claim(claim)] : [];
    const stops = belt.stops.filter((s) => material.entities.has(s.id)).map((s) => s.id);
    if (street.length === 0 && stops.length === 0) return [];
    const along = street.length > 0 ? scribe.of(say`，${claim!.modality === "actual" ? "沿" : "计划沿"}${street}`, say`, ${claim!.modality === "actual" ? "along " : "planned along "}${street}`) : [];
    const named = stops.length > 0 ? scribe.of(say`记录中写明在这条带上的有${scribe.names(stops)}`, say`the record puts on it ${scribe.names(stops)}`) : scribe.of(say`记录中没有一处写明在这条带上`, say`the record puts no place on it`);
    const course = belt.line ? scribe.of("图上按给出的走向画出", "it is drawn along the course that was given") : scribe.of("它的走向没有给出，图上不画", "its course is not given, so it is not drawn");
    return [scribe.of(say`${scribe.name(belt.id)}${along}；${named}。${course}。`, say`${scribe.name(belt.id)}${along}: ${named}; ${course}.`)];
  });
}

/** The map, its key and the belts; nothing where the outlines hold no city of the cluster. */
export function whereBlocks(context: SectionContext): Block[] {
  const { scribe, material, principal } = context;
  const record = recordOf(material);
  const { shown } = placesOf(record, material.cluster === "all" ? "all" : material.cluster, SHOWN);
  const definition = definitionOf(record, shown, { marks_max: SIGNS_MAX, group_max: SIGNS_MAX });
  const at = cityOf(record, definition);
  if (!at) return [];
  const around = aroundOf(context, record, definition, at.city);
  const region = [...record.things.values()].find((t) => t.type === "Region" && (t.label.zh === at.city.name || `${t.label.zh}市` === at.city.name));
  const output = principal ? yearly(factsWanted(material, principal, { property: "output_value", modality: "actual" })).at(-1) : undefined;
  const name = region ? scribe.name(region.id) : { text: scribe.of(at.city.name, at.city.en) };
  const lines = beltsOf(record, material.cluster).flatMap((b) => (b.line ? [b.line] : []));
  const table = keyTable(context, record, around, definition);
  const ring = around.some((a) => !a.exact);
  return [
    {
      kind: "chart", id: "map", title: scribe.of(say`${name}的开发区、园区和项目${output ? "，与产业产值" : ""}`, say`Zones, parks and projects of ${name}${output ? ", and the output of its industry" : ""}`),
      chart: { kind: "map", province: at.province.key, city: at.city.name, spots: [{ name, lon: at.city.centre[0], lat: at.city.centre[1], label: output ? [scribe.figure(output), scribe.period(output)] : [], emphasis: true }], around, lines, alt: scribe.of(`${at.city.name}示意图`, `Sketch map of ${at.city.en}`) },
      note: [{ text: scribe.of(`示意图。${ring ? "虚线圈内的只知道在这座城市之内，圈内排列没有含义，小圈是所属开发区。" : ""}界线据公开数据简化，约为十年前的区划，不作为划界依据，也不是审定的标准地图。`, `A sketch. ${ring ? "What stands in the broken ring is only known to lie in the city: the order within means nothing, small rings are zones. " : ""}Outlines are simplified from open data of some years ago; they settle no border and are no official map. `) }],
    },
    ...(table ? [table] : []), ...beltLines(context, record).map((l) => para(l)),
  ];
}
