// Rows of a table become sentences of their own: what the row is about, the heading of the column, the cell.
// Invariant: every character of such a sentence knows its place in the row; what comes from the heading points at the cell it heads.
import { foldText, languageOf, lowerAscii } from "./fold.ts";
import type { Span } from "./model.ts";
import type { Sentence } from "./segment.ts";

const MAX_CELLS = 12;

/** The cells of a line that is parted by bars or tabs, or undefined where there are fewer than three (two with an outer bar). */
export function cellsOf(line: string): Span[] | undefined {
  if (line.length > 600) return undefined;
  if (!/[|｜\t]/.test(line)) return spacedCells(line);
  const cells: Span[] = [];
  let start = 0;
  for (let i = 0; i <= line.length; i++) {
    if (i < line.length && line[i] !== "|" && line[i] !== "｜" && line[i] !== "\t") continue;
    let a = start;
    let b = i;
    while (a < b && /\s/.test(line[a]!)) a++;
    while (b > a && /\s/.test(line[b - 1]!)) b--;
    if (b > a) cells.push({ start: a, end: b });
    start = i + 1;
  }
  const least = /^\s*[|｜]/.test(line) ? 2 : 3;
  return cells.length >= least && cells.length <= MAX_CELLS ? cells : undefined;
}

/** The cells of a line whose columns are set by runs of spaces. */
function spacedCells(line: string): Span[] | undefined {
  if (!line.includes("  ") || line.length > 160 || /[。;!?]|[,.]\s*$/.test(line)) return undefined;
  const cells = [...line.matchAll(/\S+(?: \S+)*/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  return cells.length >= 3 && cells.length <= MAX_CELLS ? cells : undefined;
}

/** What a first column holds where its rows are not things but kinds: fields, years, indicators. */
const KINDS = /^(?:产业|行业|领域|类别|产业别|分类|指标|年份|年度|季度|月份|业种|industry|sector|field|category|segment|year|indicator)$/i;

/** The headings of a table: cells without figures. A row of dashes parts them from the rows. */
export interface Table {
  headings: string[];
}

const YEARS = /(?<!\d)(?:19|20)\d\d(?:\s?[-–~至]\s?(?:(?:19|20)\d\d|\d\d))?(?!\d)\s?(?:年度?|H[12]|Q[1-4])?/g;
const RULE = /^[-:=—]+$/;
/** "投资(亿元)", "Investment (million yuan)": the unit that the heading gives to bare numbers below it. */
const UNIT = /^(.*?)\s*[((](?:单位[:：]?)?\s*([^()()]{1,16})[))]$/;

/** What a line does to the table it may belong to: opens one, parts its head from its rows, adds a row, or ends it. */
export function rowKind(line: string, cells: readonly Span[], table: Table | undefined): "head" | "rule" | "row" | "none" {
  const texts = cells.map((c) => line.slice(c.start, c.end));
  if (texts.every((t) => RULE.test(t))) return "rule";
  // "2022年营收(亿元)", "2023": a year may stand in a heading, where no table is open yet and the first cell names the rows.
  const bare = table === undefined && !/\d/.test(texts[0]!) ? texts.map((t) => t.replace(YEARS, "")) : texts;
  if (bare.every((t) => !/\d/.test(t) || /[((][^))]*\d[^))]*[))]$/.test(t)) && texts.every((t) => t.length <= 30)) return "head";
  return table !== undefined && table.headings.length === cells.length && texts.some((t) => /\d/.test(t)) ? "row" : "none";
}

/** The sentences of a row: for each cell with a figure, "label: heading cell". */
export function rowSentences(text: string, base: number, cells: readonly Span[], table: Table, line: number): Sentence[] {
  const label0 = foldText(text.slice(cells[0]!.start, cells[0]!.end));
  if (/^[\d\s.年月-]+$/.test(label0)) return [];
  const out: Sentence[] = [];
  for (let k = 1; k < cells.length; k++) {
    const cell = cells[k]!;
    const value = text.slice(cell.start, cell.end);
    if (!/\d/.test(value)) continue;
    // A unit stands in the heading, or in the label where the headings are years ("产值(亿元) | 2021 | 2022").
    const named = UNIT.exec(table.headings[k]!);
    const given = named ?? UNIT.exec(label0);
    const label = named ? label0 : (given?.[1] ?? label0);
    const heading = named?.[1] ?? table.headings[k]!;
    const unit = given && /^[\d.,\s]+$/.test(value) ? given[2]! : "";
    const lang = languageOf(lowerAscii(foldText(heading + label)));
    const gap = lang === "zh" ? "" : " ";
    const dated = heading.replace(YEARS, "").trim() === "";
    const colon = dated || KINDS.test(foldText(table.headings[0]!)) ? gap : ": ";
    const pieces: [string, (i: number) => number][] = [
      [label, (i) => cells[0]!.start + i], [`${colon}${heading}${gap}`, () => cell.start], [value, (i) => cell.start + i], [unit === "" ? "" : gap + unit, () => cell.end - 1],
    ];
    const raw = pieces.map(([s]) => s).join("");
    const map = new Int32Array(raw.length + 1);
    let at = 0;
    for (const [s, place] of pieces) for (let i = 0; i < s.length; i++) map[at++] = place(i);
    map[at] = cell.end;
    const fold = foldText(raw);
    out.push({ base, text, map, fold, low: lowerAscii(fold), lang, clauses: [{ start: 0, end: fold.length }], line, heading: false, item: false, bullet: false, first: true, row: true });
  }
  return out;
}
