/**
 * Outlines and a gazetteer for the maps, from the free outlines of provinces and prefectures: small, and with common borders kept common.
 *
 *     node scripts/build-outlines.ts FOLDER
 *
 * FOLDER holds `china.geojson`, `jilin.geojson`, `jiangxi.geojson`, `guangdong.geojson` and `centroids.csv` (code, name, lon, lat, map).
 * Borders are cut where three areas meet, each piece is simplified once (Visvalingam and Whyatt) and shared by both sides; where the simplified
 * pieces would cross, those pieces are simplified less until none does that did not cross as gathered. The same input gives the same bytes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pinyin } from "pinyin-pro";
import { simplified, type LonLat } from "../src/report/map/simplify.ts";

const GRID_DEG = 0.001;
const SNAP_DEG = 0.008;
const MAPS = [
  { key: "china", code: "100000", zh: "中国", en: "China", area_deg2: 0.012, ring_deg2: 0.03 },
  { key: "jilin", code: "220000", zh: "吉林省", en: "Jilin", area_deg2: 0.0006, ring_deg2: 0.002 },
  { key: "jiangxi", code: "360000", zh: "江西省", en: "Jiangxi", area_deg2: 0.0006, ring_deg2: 0.002 },
  { key: "guangdong", code: "440000", zh: "广东省", en: "Guangdong", area_deg2: 0.0006, ring_deg2: 0.0012 },
] as const;

type Ring = LonLat[];
interface Feature { id?: string; properties: { name: string; cp: [number, number] }; geometry: { type: string; coordinates: Ring[] | Ring[][] } }
interface Row { code: string; name: string; lon: number; lat: number }

const keyOf = (p: LonLat): string => `${p[0]},${p[1]}`;
const areaOf = (ring: readonly LonLat[]): number => Math.abs(ring.reduce((sum, p, i) => { const q = ring[(i + 1) % ring.length]!; return sum + p[0] * q[1] - q[0] * p[1]; }, 0)) / 2 * Math.cos((ring[0]![1] * Math.PI) / 180);

/** Whether the point is in the ring, and how far from its sides, in degrees of latitude; less than nothing outside. */
function depth(ring: Ring, [x, y]: LonLat): number {
  const shrink = Math.cos((y * Math.PI) / 180);
  let [inside, near] = [false, Infinity];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length]!;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
    const [dx, dy, px, py] = [(b[0] - a[0]) * shrink, b[1] - a[1], (x - a[0]) * shrink, y - a[1]];
    const t = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
    near = Math.min(near, Math.hypot(px - t * dx, py - t * dy));
  });
  return inside ? near : -near;
}

/** The point of the largest ring that lies furthest from its border: where there is most room for what is only known to lie within. */
function middleOf(rings: readonly Ring[]): [number, number] {
  const ring = rings.toSorted((a, b) => areaOf(b) - areaOf(a))[0]!;
  let [w, e, s, n] = [Math.min(...ring.map((p) => p[0])), Math.max(...ring.map((p) => p[0])), Math.min(...ring.map((p) => p[1])), Math.max(...ring.map((p) => p[1]))];
  let best: [number, number] = [(w + e) / 2, (s + n) / 2];
  for (let round = 0; round < 4; round++) {
    let most = depth(ring, best);
    const [dx, dy] = [(e - w) / 24, (n - s) / 24];
    for (let x = w; x <= e; x += dx) for (let y = s; y <= n; y += dy) { const d = depth(ring, [x, y]); if (d > most) [best, most] = [[x, y], d]; }
    [w, e, s, n] = [best[0] - dx, best[0] + dx, best[1] - dy, best[1] + dy];
  }
  return [Number(best[0].toFixed(3)), Number(best[1].toFixed(3))];
}

/** Points on a fine grid, so that borders that two areas hold a little differently become one. */
const evened = (ring: Ring): Ring => ring.map(([lon, lat]): LonLat => [Math.round(lon / SNAP_DEG) * SNAP_DEG, Math.round(lat / SNAP_DEG) * SNAP_DEG].map((v) => Number(v.toFixed(4))) as unknown as LonLat).filter((p, i, all) => i === 0 || keyOf(p) !== keyOf(all[i - 1]!));

/** Rings that are seen at this size; of each area the largest always. */
function ringsOf(feature: Feature, least: number): Ring[] {
  const polygons = (feature.geometry.type === "MultiPolygon" ? feature.geometry.coordinates : [feature.geometry.coordinates]) as Ring[][];
  const open = polygons.flat().map(evened).map((ring) => (keyOf(ring[0]!) === keyOf(ring.at(-1)!) ? ring.slice(0, -1) : ring)).filter((ring) => ring.length >= 3);
  const largest = Math.max(...open.map(areaOf));
  return open.filter((ring) => areaOf(ring) >= least || areaOf(ring) === largest);
}

/** Points where the set of neighbours differs from ring to ring: there borders part. */
function junctionsOf(rings: readonly Ring[]): Set<string> {
  const neighbours = new Map<string, string>();
  const found = new Set<string>();
  for (const ring of rings) {
    ring.forEach((p, i) => {
      const pair = [keyOf(ring[(i + ring.length - 1) % ring.length]!), keyOf(ring[(i + 1) % ring.length]!)].sort().join(" ");
      const key = keyOf(p);
      const before = neighbours.get(key);
      if (before === undefined) neighbours.set(key, pair);
      else if (before !== pair) found.add(key);
    });
  }
  return found;
}

class Arcs {
  readonly lines: LonLat[][] = [];
  readonly #known = new Map<string, number>();

  /** The number of the piece; `~n` for the same piece the other way round. */
  of(line: LonLat[]): number {
    const forward = line.map(keyOf).join(" ");
    const backward = line.toReversed().map(keyOf).join(" ");
    const known = this.#known.get(forward);
    if (known !== undefined) return known;
    const reversed = this.#known.get(backward);
    if (reversed !== undefined) return ~reversed;
    this.lines.push(line);
    this.#known.set(forward, this.lines.length - 1);
    return this.lines.length - 1;
  }
}

/** A ring as pieces from junction to junction; one without a junction is one piece that ends where it begins. */
function cut(ring: Ring, junctions: ReadonlySet<string>, arcs: Arcs): number[] {
  const first = ring.findIndex((p) => junctions.has(keyOf(p)));
  // A ring that two areas share whole begins at its least point in both.
  const least = ring.reduce((best, p, i) => (p[0] < ring[best]![0] || (p[0] === ring[best]![0] && p[1] < ring[best]![1])) ? i : best, 0);
  const start = first >= 0 ? first : least;
  const turned = [...ring.slice(start), ...ring.slice(0, start), ring[start]!];
  const pieces: number[] = [];
  let from = 0;
  for (let i = 1; i < turned.length; i++) {
    if (i < turned.length - 1 && !junctions.has(keyOf(turned[i]!))) continue;
    pieces.push(arcs.of(turned.slice(from, i + 1)));
    from = i;
  }
  return pieces;
}

const side = (a: LonLat, b: LonLat, c: LonLat): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
const cross = (a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

/** Pieces that cross another or themselves. */
function crossing(lines: readonly (readonly LonLat[])[]): Set<number> {
  const cell = 0.5;
  const grid = new Map<string, [number, number][]>();
  const bad = new Set<number>();
  lines.forEach((line, l) => {
    for (let i = 0; i + 1 < line.length; i++) {
      const [a, b] = [line[i]!, line[i + 1]!];
      for (let x = Math.floor(Math.min(a[0], b[0]) / cell); x <= Math.floor(Math.max(a[0], b[0]) / cell); x++) {
        for (let y = Math.floor(Math.min(a[1], b[1]) / cell); y <= Math.floor(Math.max(a[1], b[1]) / cell); y++) {
          const list = grid.get(`${x} ${y}`) ?? [];
          for (const [m, j] of list) if (cross(a, b, lines[m]![j]!, lines[m]![j + 1]!)) { bad.add(l); bad.add(m); }
          list.push([l, i]);
          grid.set(`${x} ${y}`, list);
        }
      }
    }
  });
  return bad;
}

const snap = (p: LonLat): LonLat => [Math.round(p[0] / GRID_DEG), Math.round(p[1] / GRID_DEG)];

function thinned(lines: readonly LonLat[][], area: number): LonLat[][] {
  const areas = lines.map(() => area);
  // Here and there the gathered outlines cross themselves: pieces that still do when hardly simplified are theirs.
  const floor = area / 4 ** 5;
  for (;;) {
    const out = lines.map((line, i) => {
      const kept = simplified(line, areas[i]!);
      // A ring of its own keeps a triangle at least.
      if (keyOf(line[0]!) !== keyOf(line.at(-1)!) || kept.length >= 4) return kept;
      for (let less = areas[i]! / 2; ; less /= 2) { const more = simplified(line, less); if (more.length >= 4 || less < 1e-12) return more; }
    });
    const bad = crossing(out);
    const again = [...bad].filter((i) => areas[i]! > floor);
    if (again.length === 0) { process.stderr.write(`${bad.size} of ${lines.length} pieces cross as gathered\n`); return out; }
    for (const i of again) areas[i] = areas[i]! / 4;
  }
}

const steps = (line: readonly LonLat[]): number[] => {
  const on = line.map(snap).filter((p, i, all) => i === 0 || i === all.length - 1 || keyOf(p) !== keyOf(all[i - 1]!));
  return on.flatMap(([x, y], i) => (i === 0 ? [x, y] : [x - on[i - 1]![0], y - on[i - 1]![1]]));
};

const read = (folder: string): Row[] => readFileSync(join(folder, "centroids.csv"), "utf8").trim().split("\n").slice(1).map((line) => { const [code, name, lon, lat] = line.split(","); return { code: code!, name: name!, lon: Number(lon), lat: Number(lat) }; });

/** English of places whose English is not plain pinyin. */
function customary(): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of readFileSync(new URL("../data/identity/places.tsv", import.meta.url), "utf8").split("\n")) {
    const [zh, en] = line.split("\t");
    if (!zh || !en || zh.startsWith("#")) continue;
    for (const one of zh.split(",")) found.set(one, en.split(",")[0]!.replace(/(^|\s|')[a-z]/g, (c) => c.toUpperCase()));
  }
  return found;
}

const PEOPLES = "朝鲜|土家|苗|藏|羌|彝|白|傣|景颇|傈僳|哈尼|壮|布依|侗|回|黎|水|瑶|佤|拉祜|纳西|蒙古|哈萨克|柯尔克孜|维吾尔";
const KIND = new RegExp(`(?:(?:${PEOPLES})族?)*(?:自治州|自治区|自治县)$|特别行政区$|(?:省|市|地区|盟|林区|区|县)$`, "u");

function englishOf(name: string, known: ReadonlyMap<string, string>): string {
  const stem = name.replace(KIND, "") || name;
  const told = known.get(stem) ?? known.get(name);
  if (told) return told;
  const syllables = pinyin(stem, { toneType: "none", type: "array", nonZh: "removed" });
  const word = syllables.map((s, i) => (i > 0 && /^[aeo]/.test(s) ? `'${s}` : s)).join("");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("name the folder of outlines");
const rows = read(folder);
const known = customary();
const maps = MAPS.map((map) => {
  const { features } = JSON.parse(readFileSync(join(folder, `${map.key}.geojson`), "utf8")) as { features: Feature[] };
  const rings = features.map((f) => ringsOf(f, map.ring_deg2));
  const junctions = junctionsOf(rings.flat());
  const arcs = new Arcs();
  const cuts = rings.map((list) => list.map((ring) => cut(ring, junctions, arcs)));
  const lines = thinned(arcs.lines, map.area_deg2);
  const places = features.map((f, i) => {
    const row = rows.find((r) => r.name === f.properties.name && (map.key === "china" ? r.code.endsWith("0000") : r.code.slice(0, 2) === map.code.slice(0, 2))) ?? rows.find((r) => r.code === f.id);
    const code = row?.code ?? f.id ?? "";
    if (code === "") process.stderr.write(`no code: ${f.properties.name}\n`);
    // The centre as gathered is the seat of its government; what is only known to lie in the division is not to be drawn there.
    const centre = middleOf(rings[i]!);
    return { code, name: f.properties.name, en: englishOf(f.properties.name, known), centre, rings: cuts[i]! };
  });
  process.stderr.write(`${map.key}: ${arcs.lines.reduce((n, l) => n + l.length, 0)} points of borders -> ${lines.reduce((n, l) => n + l.length, 0)}, ${places.reduce((n, p) => n + p.rings.length, 0)} rings\n`);
  return { key: map.key, code: map.code, zh: map.zh, en: map.en, arcs: lines.map(steps), places };
});
const text = `{"grid_deg":${GRID_DEG},"maps":[\n${maps.map((m) => JSON.stringify(m)).join(",\n")}\n]}\n`;
writeFileSync(new URL("../data/report/outlines.json", import.meta.url), text);
// What has an outline is drawn at its middle, the rest at the centre as gathered.
const gazetteer = new Map(rows.map((r) => [r.code, { name: r.name, lon: r.lon, lat: r.lat }]));
for (const p of maps.flatMap((m) => m.places)) gazetteer.set(p.code, { name: p.name, lon: p.centre[0], lat: p.centre[1] });
const lines = [...gazetteer].filter(([code, g]) => code !== "" && g.lon !== 0).sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, g]) => `${code},${g.name},${englishOf(g.name, known)},${g.lon},${g.lat}`);
writeFileSync(new URL("../data/report/gazetteer.csv", import.meta.url), `code,zh,en,lon,lat\n${lines.join("\n")}\n`);
process.stderr.write(`${text.length} bytes of outlines, ${lines.length} places\n`);
