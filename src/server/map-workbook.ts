/**
 * The map as a workbook: each thing with its place, how exactly that is known, its figure and the sources of both.
 * Invariant: it holds what the page of the same address shows, and says what the coordinates are worth.
 */
import type { SheetOut } from "../files/index.ts";
import type { MapView, PlaceView } from "./api-types.ts";

type Lang = "zh" | "en";
const WORDS = {
  zh: { places: "地点", about: "说明", name: "名称", kind: "类别", rung: "位置精度", lon: "经度", lat: "纬度", division: "行政区", chain: "所在", planned: "计划", conflict: "矛盾", why: "未能定位", figure: "数值", unit: "单位", period: "时期", source: "位置来源", figure_source: "数值来源", claims: "记载编号", what: "项目", value: "内容" },
  en: { places: "Places", about: "About", name: "Name", kind: "Kind", rung: "How exact", lon: "Longitude", lat: "Latitude", division: "Division", chain: "Lies in", planned: "Planned", conflict: "Conflict", why: "Not placed", figure: "Figure", unit: "Unit", period: "Period", source: "Source of the place", figure_source: "Source of the figure", claims: "Claims", what: "Item", value: "Value" },
} as const;
const RUNG = {
  zh: { own: "自身位置", container: "所在园区的位置", district: "只知区县，坐标为其中心", city: "只知城市，坐标为其中心", province: "只知省份，坐标为其中心" },
  en: { own: "own position", container: "position of what it lies in", district: "district only, its middle", city: "city only, its middle", province: "province only, its middle" },
} as const;
const WHY = {
  zh: { nothing: "没有说它在哪里", "unknown-name": "地名不在区划表中", ambiguous: "地名有重名", loop: "互为所在", "bad-position": "位置无法读取" },
  en: { nothing: "nothing says where", "unknown-name": "no division of that name", ambiguous: "several divisions of that name", loop: "lies in itself", "bad-position": "position cannot be read" },
} as const;

export function mapWorkbook(map: MapView, places: readonly PlaceView[], typeLabel: (type: string) => string, lang: Lang): SheetOut[] {
  const w = WORDS[lang];
  const say = (label: { zh?: string; en?: string } | undefined): string => label?.[lang] ?? label?.en ?? label?.zh ?? "";
  const cited = (title: string, publisher?: string, published?: string): string => [publisher, title, published].filter(Boolean).join(lang === "zh" ? "，" : ", ");
  const rows = places.map(({ entity, placed, unplaced, figure }) => ({
    name: say(entity.label), kind: typeLabel(entity.type), rung: placed ? RUNG[lang][placed.rung] : "", lon: placed?.lon ?? null, lat: placed?.lat ?? null, division: placed?.divisions.map((d) => say(d.label)).reverse().join(" ") ?? "",
    chain: placed?.chain.map((e) => say(e.label)).join(" < ") ?? "", planned: placed?.planned ?? false, conflict: say(placed?.conflict?.words), why: unplaced ? WHY[lang][unplaced.why] : "",
    figure: figure ? Number(figure.best.value) : null, unit: figure?.unit ?? "", period: figure?.when ?? "",
    source: [...new Set((placed?.claims ?? []).map((c) => cited(c.source.title, c.source.publisher, c.source.published)))].join("; "), figure_source: figure ? cited(figure.best.source.title, figure.best.source.publisher, figure.best.source.published) : "",
    claims: [...(placed?.claims ?? []), ...(figure ? [figure.best] : [])].map((c) => c.id).join(" "),
  }));
  const NUMBERS = new Set(["lon", "lat", "figure"]);
  const columns = Object.keys(rows[0] ?? { name: "" }).map((key) => ({ key, header: w[key as keyof typeof w], type: NUMBERS.has(key) ? ("number" as const) : key === "planned" ? ("boolean" as const) : ("text" as const) }));
  const about: [string, string][] = [["cluster", map.cluster], ["layers", map.layers.join(",")], ["figure", map.figure ?? ""], ["valid_on", map.as_of.valid_on ?? ""], ["known_on", map.as_of.known_on ?? ""], ["crs", "WGS-84"], ["outlines", say(map.outlines_note)]];
  return [
    { name: w.places, columns, rows },
    { name: w.about, columns: [{ key: "what", header: w.what, type: "text" }, { key: "value", header: w.value, type: "text" }], rows: about.map(([what, value]) => ({ what, value })) },
  ];
}
