/**
 * The answer of `lightvalley complexity` in readable tables: what was read, the first and last places of each index, the
 * nearest pairs, what was refused. Invariant: every figure has its sample beside it, and the undefined are listed apart.
 */
import { type Lang } from "../../kernel/index.ts";
import { proximityPairs, relatednessFrame, type Analysis, type ProximityPair, type Standing } from "../../chain/complexity/index.ts";

/** Lines of the report. */
export function* reportLines(a: Analysis, lang: Lang, top: number, region?: string): Generator<string> {
  const zh = lang === "zh";
  const s = a.sample;
  yield zh
    ? `${s.regions} 个地区 × ${s.activities} 项活动，${s.cells} 个有值单元，其中 ${s.ones} 个专业化（区位商 ≥ ${a.options.threshold ?? 1}）`
    : `${s.regions} regions × ${s.activities} activities, ${s.cells} cells with a value, ${s.ones} of them specialised (quotient ≥ ${a.options.threshold ?? 1})`;
  const without = [
    [zh ? "无数值的地区" : "regions without a value", s.regionsWithoutValue], [zh ? "无数值的活动" : "activities without a value", s.activitiesWithoutValue],
    [zh ? "无专业化的地区" : "regions without a specialisation", s.regionsWithoutOne], [zh ? "无专业化的活动" : "activities nobody is specialised in", s.activitiesWithoutOne],
  ] as const;
  for (const [words, names] of without) if (names.length > 0) yield `${words}: ${names.length} (${some(names)})`;
  if (a.index) {
    yield zh
      ? `ECI 特征值 ${a.index.eigenvalue.toFixed(4)}，下一个 ${a.index.nextEigenvalue.toFixed(4)}；覆盖最大连通部分的 ${a.index.regions} 个地区、${a.index.activities} 项活动（共 ${a.index.parts} 部分）`
      : `ECI eigenvalue ${a.index.eigenvalue.toFixed(4)}, the next ${a.index.nextEigenvalue.toFixed(4)}; covers ${a.index.regions} regions and ${a.index.activities} activities, the largest of ${a.index.parts} connected parts`;
  }
  for (const caution of a.cautions) yield `! ${caution[lang]}`;
  for (const refusal of a.refusals) yield `! ${refusal[lang]}`;
  yield* standingTable(zh ? "地区：经济复杂度 ECI" : "Regions by economic complexity (ECI)", a.eci, lang, top);
  yield* standingTable(zh ? "地区：适应度 Fitness" : "Regions by fitness", a.fitness, lang, top);
  yield* standingTable(zh ? "活动：产品复杂度 PCI" : "Activities by complexity (PCI)", a.pci, lang, top);
  yield* standingTable(zh ? "地区：复杂度前景 COI" : "Regions by complexity outlook (COI)", a.outlook, lang, top);
  if (a.proximity) yield* pairTable(a, lang, top);
  if (region !== undefined) yield* frameTable(a, region, lang, top);
}

/** What the region lacks, by relatedness and complexity. */
function* frameTable(a: Analysis, region: string, lang: Lang, top: number): Generator<string> {
  const candidates = (relatednessFrame(a, region) ?? []).filter((c) => c.score !== null);
  if (candidates.length === 0) return;
  yield "";
  yield `${lang === "zh" ? `${region} 尚缺的活动：关联度 × 复杂度` : `What ${region} lacks, by relatedness and complexity`}  (n = ${candidates.length})`;
  for (const c of candidates.slice(0, top)) {
    yield `${String(c.rank).padStart(4)}  ${c.activity}  ${figure(c.score!)}  ω ${figure(c.density!)}  PCI ${figure(c.complexity!)}  COG ${figure(c.gain!)}  ${c.quadrant}  n=${c.n}`;
  }
}

function* standingTable(title: string, standings: Standing[], lang: Lang, top: number): Generator<string> {
  const ranked = standings.filter((s) => s.value !== null);
  const undefinedOnes = standings.filter((s) => s.value === null);
  if (ranked.length === 0) return;
  yield "";
  yield `${title}  (n = ${ranked.length})`;
  const shown = ranked.length <= 2 * top ? ranked : [...ranked.slice(0, top), undefined, ...ranked.slice(-top)];
  const width = Math.max(...shown.map((s) => (s ? columnsOf(s.name) : 0)));
  for (const s of shown) {
    if (!s) { yield "     …"; continue; }
    const range = s.lo === undefined ? "" : `  [${figure(s.lo)}, ${figure(s.hi!)}]`;
    yield `${String(s.rank).padStart(4)}  ${s.name}${" ".repeat(width - columnsOf(s.name))}  ${figure(s.value!).padStart(9)}  n=${s.n}${range}`;
  }
  if (undefinedOnes.length > 0) {
    yield `${lang === "zh" ? "无定义（不排名）" : "undefined, not ranked"}: ${undefinedOnes.length} (${some(undefinedOnes.map((s) => `${s.name}: ${s.reason}`))})`;
  }
}

function* pairTable(a: Analysis, lang: Lang, top: number): Generator<string> {
  const nearest: ProximityPair[] = [];
  let pairs = 0;
  for (const pair of proximityPairs(a.proximity!)) {
    pairs += 1;
    if (nearest.length === top && !(pair.value > nearest[top - 1]!.value)) continue;
    nearest.push(pair);
    nearest.sort((x, y) => y.value - x.value);
    if (nearest.length > top) nearest.pop();
  }
  yield "";
  yield `${lang === "zh" ? "最接近的活动对" : "Nearest pairs of activities"}  (${a.proximity!.method}, n = ${pairs})`;
  for (const p of nearest) {
    const range = p.range ? `  [${figure(p.range.lo)}, ${figure(p.range.hi)}]` : "";
    yield `  ${a.table.activities[p.a]} – ${a.table.activities[p.b]}  ${figure(p.value)}  n=${p.n}${range}`;
  }
}

/** Three figures behind the point, or scientific where that would show nothing. */
export function figure(value: number): string {
  return value !== 0 && Math.abs(value) < 0.0005 ? value.toExponential(1) : value.toFixed(3);
}

/** Width on a terminal: Han characters take two places. */
function columnsOf(text: string): number {
  let width = 0;
  for (const c of text) width += c > "\u2e7f" ? 2 : 1;
  return width;
}

function some(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} …` : names.join(", ");
}
