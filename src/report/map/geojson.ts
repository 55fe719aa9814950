/**
 * GeoJSON (RFC 7946) that people upload, as one geometry that the record can hold; with everything that looks doubtful said.
 * Pure. Invariant: what cannot be taken is refused in words that say where and what to do; nothing is turned, cut or moved without a note.
 */
import { AppError, type Label, type Problem } from "../../kernel/index.ts";
import { area_m2, checked, distance_m, length_m, pointsOf, POINTS_MAX, wktOf, type Geometry } from "./geometry.ts";
import { toWgs84, type Datum } from "./offset.ts";
import { simplifiedTo, type LonLat } from "./simplify.ts";

/** Bytes of an upload. */
export const GEOJSON_BYTES_MAX = 2_000_000;
/** Characters that a claim's value may have, with room to spare. */
const WKT_CHARS_MAX = 1_900;
const LENGTH_MAX_M = 300_000;
const AREA_MAX_M2 = 20_000_000_000;
/** The box that the whole of China lies in, seas included. */
const CHINA = { w: 73, e: 136, s: 3, n: 54 };

export interface GeoJsonAsked {
  datum: Datum;
  /** Which feature of a collection, from 0. */
  feature?: number;
  /** The file has latitude first: turn every pair. */
  swap?: boolean;
}

export interface GeoJsonRead {
  geometry: Geometry;
  wkt: string;
  points: number;
  length_m?: number;
  area_m2?: number;
  /** What a person should look at before it is entered. */
  warnings: Problem[];
  /** What was done to it. */
  notes: Label[];
}

const refused = (code: string, zh: string, en: string, hint: Label, payload: Record<string, unknown> = {}): AppError => new AppError(code, payload, { zh, en, hint });
const ONE = { zh: "请导出为一个点、一条线或一个面", en: "export one point, one line or one area" };

interface Raw { type?: unknown; features?: unknown; geometry?: unknown; geometries?: unknown; coordinates?: unknown; crs?: unknown; properties?: unknown }
const object = (v: unknown): Raw | undefined => (v !== null && typeof v === "object" && !Array.isArray(v) ? (v as Raw) : undefined);
const shown = (v: unknown): string => String(typeof v === "string" || typeof v === "number" ? v : JSON.stringify(v) ?? v).slice(0, 60);

/** RFC 7946 knows WGS-84 only; older files may name another. */
function refuseCrs(raw: Raw): void {
  if (raw.crs === undefined || raw.crs === null) return;
  const name = String((object(object(raw.crs)?.properties) as { name?: unknown } | undefined)?.name ?? JSON.stringify(raw.crs)).slice(0, 80);
  if (/CRS84|EPSG:{1,2}4326$/i.test(name)) return;
  throw refused("map/other-crs", `文件的坐标系是 ${name}，不是 WGS-84 经纬度`, `the file is in ${name}, not in degrees of WGS-84`, { zh: "请在地图软件中导出为 EPSG:4326（WGS-84），再上传", en: "export it as EPSG:4326 (WGS-84) and upload it again" }, { crs: name });
}

function featureOf(raw: Raw, asked: GeoJsonAsked): Raw {
  const features = raw.features;
  if (!Array.isArray(features) || features.length === 0) throw refused("map/no-feature", "文件里没有任何图形", "the file holds no feature", ONE);
  const names = features.slice(0, 50).map((f: unknown, i) => { const p = object(object(f)?.properties) as { name?: unknown } | undefined; return `${i}: ${shown(p?.name ?? object(object(f)?.geometry)?.type ?? "?")}`; });
  if (features.length > 1 && asked.feature === undefined) {
    throw refused("map/many-features", `文件里有 ${features.length} 个图形，一次录入一个`, `the file holds ${features.length} features; one is entered at a time`, { zh: `请选一个：${names.join("；")}`, en: `choose one: ${names.join("; ")}` }, { features: names });
  }
  const chosen = object(features[asked.feature ?? 0]);
  if (!chosen) throw refused("map/no-feature", `文件里没有第 ${asked.feature ?? 0} 个图形`, `the file has no feature ${asked.feature ?? 0}`, { zh: `可选：${names.join("；")}`, en: `there are: ${names.join("; ")}` });
  return chosen;
}

class Coordinates {
  heights = 0;
  points = 0;
  readonly #swap: boolean;

  constructor(swap: boolean) {
    this.#swap = swap;
  }

  point(v: unknown): LonLat {
    if (++this.points > POINTS_MAX) throw refused("map/too-many-points", `点数超过 ${POINTS_MAX}`, `it has more than ${POINTS_MAX} points`, { zh: "请先在地图软件中简化", en: "simplify it in your map program first" });
    if (!Array.isArray(v) || v.length < 2 || v.slice(0, 2).some((n) => typeof n !== "number" || !Number.isFinite(n))) {
      throw refused("map/not-a-number", `第 ${this.points} 个点的坐标 ${shown(v)} 不是一对数`, `the coordinates ${shown(v)} of point ${this.points} are not a pair of numbers`, { zh: "请检查文件，去掉空值", en: "look at the file and take out what is empty" });
    }
    if (v.length > 2) this.heights += 1;
    return this.#swap ? [v[1] as number, v[0] as number] : [v[0] as number, v[1] as number];
  }

  line(v: unknown): LonLat[] {
    if (!Array.isArray(v)) throw refused("map/not-geojson", "坐标不成列", "the coordinates are no list", ONE);
    return v.map((p) => this.point(p));
  }

  rings(v: unknown): LonLat[][] {
    if (!Array.isArray(v)) throw refused("map/not-geojson", "坐标不成列", "the coordinates are no list", ONE);
    return v.map((ring) => this.line(ring));
  }
}

function geometryOf(raw: Raw, coordinates: Coordinates): Geometry {
  const { type, coordinates: c } = raw;
  const single = Array.isArray(c) && c.length === 1;
  if (type === "Point") return { kind: "point", at: coordinates.point(c) };
  if (type === "LineString") return { kind: "line", line: coordinates.line(c) };
  if (type === "Polygon") return { kind: "area", rings: coordinates.rings(c) };
  if (type === "MultiPoint" && single) return { kind: "point", at: coordinates.point(c[0]) };
  if (type === "MultiLineString" && single) return { kind: "line", line: coordinates.line(c[0]) };
  if (type === "MultiPolygon" && single) return { kind: "area", rings: coordinates.rings(c[0]) };
  if (typeof type === "string" && /^(Multi|GeometryCollection)/.test(type)) throw refused("map/many-parts", `${type} 由多块组成，一次只能录入一块`, `a ${type} has several parts; one is entered at a time`, ONE);
  throw refused("map/not-geojson", `“${shown(type)}”不是 GeoJSON 的图形`, `“${shown(type)}” is no geometry of GeoJSON`, ONE);
}

const warning = (code: string, zh: string, en: string, hint: Label): Problem => ({ code, message: { zh, en }, hint });
const inChina = ([lon, lat]: LonLat): boolean => lon >= CHINA.w && lon <= CHINA.e && lat >= CHINA.s && lat <= CHINA.n;

function doubts(g: Geometry, given: Geometry): Problem[] {
  const found: Problem[] = [];
  const points = pointsOf(given);
  const turned = points.every(([lon, lat]) => !inChina([lon, lat]) && inChina([lat, lon]));
  if (turned) found.push(warning("map/turned", "经纬度像是写反了：现在的读法不在中国，反过来才在", "longitude and latitude look turned round: as they stand they are not in China, the other way round they are", { zh: "请勾选“文件先写纬度”", en: "tick “latitude comes first”" }));
  else if (!points.every(inChina)) found.push(warning("map/abroad", "有点不在中国", "some points lie outside of China", { zh: "请核对坐标", en: "check the coordinates" }));
  if (g.kind === "line" && length_m(g.line) > LENGTH_MAX_M) found.push(warning("map/long", "这条线长过 300 公里", "the line is longer than 300 km", { zh: "请核对坐标", en: "check the coordinates" }));
  if (g.kind === "area" && area_m2(g.rings) > AREA_MAX_M2) found.push(warning("map/large", "这个面大于两万平方公里，比一个市还大", "the area is larger than 20,000 km², more than a city", { zh: "请核对坐标", en: "check the coordinates" }));
  return found;
}

/** Few enough points for a claim, and how far the line moved for it. */
function fitted(g: Geometry): { geometry: Geometry; moved_m: number } {
  if (g.kind === "point" || wktOf(g).length <= WKT_CHARS_MAX) return { geometry: g, moved_m: 0 };
  const lines = g.kind === "line" ? [g.line] : g.rings.slice(0, 4);
  for (let max = 90; max >= 8; max = Math.floor(max * 0.85)) {
    const thin = lines.map((line) => simplifiedTo(line, Math.max(g.kind === "area" ? 4 : 2, Math.floor((max * line.length) / lines.reduce((n, l) => n + l.length, 0)))));
    const next: Geometry = g.kind === "line" ? { kind: "line", line: thin[0]! } : { kind: "area", rings: thin };
    if (wktOf(next).length > WKT_CHARS_MAX || "flaw" in checked(next)) continue;
    return { geometry: next, moved_m: Math.max(...lines.map((line, i) => furthest(line, thin[i]!))) };
  }
  throw refused("map/too-fine", "图形太复杂，简化后会自相交", "it is too intricate: simplified, it would cross itself", { zh: "请先在地图软件中简化", en: "simplify it in your map program first" });
}

/** The greatest distance of a dropped point from what is left, in metres, on a plane about it. */
function furthest(line: readonly LonLat[], kept: readonly LonLat[]): number {
  let far = 0;
  for (const p of line) {
    let near = Infinity;
    for (let i = 1; i < kept.length; i++) {
      const [a, b] = [kept[i - 1]!, kept[i]!];
      const k = Math.cos((p[1] * Math.PI) / 180) ** 2;
      const span = (b[0] - a[0]) ** 2 * k + (b[1] - a[1]) ** 2;
      const t = span === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * (b[0] - a[0]) * k + (p[1] - a[1]) * (b[1] - a[1])) / span));
      near = Math.min(near, distance_m(p, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]));
    }
    far = Math.max(far, near);
  }
  return far;
}

const DATUM_NOTE: Record<Datum, Label | undefined> = {
  wgs84: undefined,
  gcj02: { zh: "由 GCJ-02 换算到 WGS-84（公开的近似公式，误差约一米）", en: "converted from GCJ-02 to WGS-84 (published approximation, about a metre)" },
  bd09: { zh: "由 BD-09 换算到 WGS-84（公开的近似公式，误差约两米）", en: "converted from BD-09 to WGS-84 (published approximation, about two metres)" },
};

/** Reads an upload. @throws AppError `map/…` for what cannot be taken. */
export function readGeoJson(text: string, asked: GeoJsonAsked): GeoJsonRead {
  if (Buffer.byteLength(text) > GEOJSON_BYTES_MAX) throw refused("map/too-large", "文件大于 2 MB", "the file is larger than 2 MB", { zh: "请先在地图软件中简化", en: "simplify it in your map program first" });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw refused("map/not-json", "文件不是 GeoJSON（JSON 无法读取；NaN 和注释都不是 JSON）", "the file is no GeoJSON (its JSON cannot be read; NaN and comments are none)", { zh: "请重新导出为 GeoJSON", en: "export it as GeoJSON again" });
  }
  const raw = object(parsed);
  if (!raw) throw refused("map/not-geojson", "文件不是 GeoJSON 对象", "the file is no GeoJSON object", ONE);
  refuseCrs(raw);
  const feature = raw.type === "FeatureCollection" ? featureOf(raw, asked) : raw;
  const bare = feature.type === "Feature" ? object(feature.geometry) : feature;
  if (!bare) throw refused("map/no-feature", "这个图形没有坐标", "the feature has no geometry", ONE);
  const coordinates = new Coordinates(asked.swap === true);
  const given = geometryOf(bare, coordinates);
  if (pointsOf(given).some(([, lat]) => Math.abs(lat) > 90) && pointsOf(given).every(([lon, lat]) => inChina([lat, lon]))) {
    throw refused("map/turned", "经纬度写反了：纬度不会大于 90 度", "longitude and latitude are turned round: no latitude is above 90 degrees", { zh: "请勾选“文件先写纬度”", en: "tick “latitude comes first”" });
  }
  const sound = checked(moved(given, asked.datum));
  if ("flaw" in sound) throw refused(sound.flaw.code, sound.flaw.zh, sound.flaw.en, { zh: "请在地图软件中修正后再上传", en: "mend it in your map program and upload it again" });
  const { geometry, moved_m } = fitted(sound.geometry);
  const notes: Label[] = [];
  if (coordinates.heights > 0) notes.push({ zh: "高程未录入", en: "heights are left out" });
  const datum = DATUM_NOTE[asked.datum];
  if (datum) notes.push(datum);
  if (asked.swap) notes.push({ zh: "文件先写纬度，已对调", en: "the file had latitude first; turned" });
  if (geometry !== sound.geometry) {
    const [n, of, m] = [pointsOf(geometry).length, pointsOf(sound.geometry).length, Math.ceil(moved_m)];
    notes.push({ zh: `由 ${of} 个点简化为 ${n} 个，偏离至多 ${m} 米`, en: `simplified from ${of} points to ${n}, at most ${m} m off` });
  }
  return {
    geometry, wkt: wktOf(geometry), points: pointsOf(geometry).length, warnings: doubts(geometry, given), notes,
    ...(geometry.kind === "line" ? { length_m: length_m(geometry.line) } : {}), ...(geometry.kind === "area" ? { area_m2: area_m2(geometry.rings) } : {}),
  };
}

function moved(g: Geometry, from: Datum): Geometry {
  if (from === "wgs84") return g;
  const line = (points: readonly LonLat[]): LonLat[] => points.map((p) => (Number.isFinite(p[0]) && Math.abs(p[0]) <= 180 && Math.abs(p[1]) <= 90 ? toWgs84(p, from) : p));
  return g.kind === "point" ? { kind: "point", at: line([g.at])[0]! } : g.kind === "line" ? { kind: "line", line: line(g.line) } : { kind: "area", rings: g.rings.map(line) };
}
