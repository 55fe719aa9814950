/**
 * From placed glyph runs to lines and paragraphs in reading order.
 * Invariant: pure geometry and characters; the same items give the same text.
 *
 * Order: runs on one baseline make pieces; pieces make lines; where a band of the page falls into two columns of prose (a
 * vertical gap that all its lines respect, filled on both sides) the left column is read before the right.
 */

export interface TextItem {
  str: string;
  width: number;
  height: number;
  transform: number[];
  hasEOL?: boolean;
}

/** One line of text in its column. Lengths in points. */
export interface PageLine {
  text: string;
  left: number;
  right: number;
  /** Baseline, upwards from the page's foot. */
  y: number;
  size: number;
  /** Left and right edge of the column that the line stands in. */
  columnLeft: number;
  columnRight: number;
  /** Position on the page, 0 top to 1 foot. */
  depth: number;
}

interface Piece {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
}

const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]|[\ud840-\ud88f][\udc00-\udfff]/;
const RADICALS: Record<string, string> = {
  "⺠": "民", "⺟": "母", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻓": "长", "⻔": "门", "⻘": "青", "⻙": "韦",
  "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄",
  "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟", "⺎": "兀", "⺒": "巳", "⺓": "幺", "⺝": "月", "⺳": "网", "⺫": "罒", "⻌": "辶", "⻐": "钅", "⻑": "長", "⻒": "镸",
};

/** Fonts that map glyphs to radicals (⽇, ⻓) or ligatures (ﬁ) mean the ordinary characters (日, 长, fi). */
export function ordinaryCharacters(text: string): string {
  return text
    .replace(/[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/g, (c) => c.normalize("NFKC"))
    .replace(/[\u2e80-\u2eff]/g, (c) => RADICALS[c] ?? c.normalize("NFKC"))
    .replace(/[\0\r\u00ad\ufffe\uffff]/g, "");
}

export function pageLines(items: TextItem[], view: number[]): PageLine[] {
  const pieces = piecesOf(items);
  const top = view[3] ?? 0;
  const height = Math.max(1, top - (view[1] ?? 0));
  return readingOrder(pieces).map((line) => ({ ...line, depth: Math.min(1, Math.max(0, (top - line.y) / height)) }));
}

/** Runs that follow each other on one baseline with no more than a word's gap between them. */
function piecesOf(items: TextItem[]): Piece[] {
  const pieces: Piece[] = [];
  const glyphs = items
    .filter((i) => i.str.trim() !== "" && Math.abs(i.transform[1] ?? 0) < Math.abs(i.transform[0] ?? 0) + 0.01)
    .map((i) => ({ text: closeHan(ordinaryCharacters(i.str)), left: i.transform[4] ?? 0, right: (i.transform[4] ?? 0) + i.width, y: i.transform[5] ?? 0, size: Math.max(1, Math.abs(i.transform[3] ?? i.height) || i.height) }))
    .sort((a, b) => b.y - a.y);
  for (const row of sameBaseline(glyphs)) {
    let current: Piece | undefined;
    for (const glyph of row.sort((a, b) => a.left - b.left)) {
      // The same run painted twice, slightly shifted, is how some programs make bold.
      if (current !== undefined && glyph.text === current.text && Math.abs(glyph.left - current.left) < glyph.size * 0.2) continue;
      const gap = current === undefined ? 0 : glyph.left - current.right;
      if (current === undefined || gap > Math.max(current.size, glyph.size) * 0.7) {
        current = { ...glyph };
        pieces.push(current);
      } else {
        current.text += spaceBetween(current.text, glyph.text, gap, Math.min(current.size, glyph.size)) + glyph.text;
        current.right = Math.max(current.right, glyph.right);
        current.size = Math.max(current.size, glyph.size);
      }
    }
  }
  return pieces.filter((p) => p.text.trim() !== "");
}

function sameBaseline<T extends { y: number; size: number }>(sorted: T[]): T[][] {
  const rows: T[][] = [];
  for (const item of sorted) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row !== undefined && first !== undefined && Math.abs(first.y - item.y) <= Math.min(first.size, item.size) * 0.35) row.push(item);
    else rows.push([item]);
  }
  return rows;
}

function spaceBetween(before: string, after: string, gap: number, size: number): string {
  if (/\s$/.test(before) || /^\s/.test(after)) return "";
  const hanBefore = HAN.test(before.slice(-1));
  const hanAfter = HAN.test(after[0] ?? "");
  // Letter-spaced headings set single characters apart; cells of a table set words apart.
  if (hanBefore && hanAfter) return gap > size * 0.8 && before.length > 1 && after.length > 1 ? " " : "";
  // Word processors put a quarter of an em between Han and digits: that is no space.
  return gap > size * (hanBefore || hanAfter ? 0.3 : 0.15) ? " " : "";
}

/** No white space between Han characters: it is only how the glyphs were placed. */
function closeHan(text: string): string {
  return text.replace(/([\u2e80-\u9fff\u3000-\u303f\uff00-\uffef])[ \u00a0]+(?=[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef])/g, "$1").replace(/\s+/g, " ").trim();
}

type Line = Omit<PageLine, "depth">;

function readingOrder(pieces: Piece[]): Line[] {
  if (pieces.length === 0) return [];
  const sorted = [...pieces].sort((a, b) => b.y - a.y);
  const gutter = findGutter(sorted);
  if (gutter === undefined) return linesOf(sorted);
  const lines: Line[] = [];
  let plain: Piece[] = [];
  for (const band of bandsAt(sorted, gutter)) {
    if (!inColumns(band, gutter)) {
      plain.push(...band);
      continue;
    }
    lines.push(...linesOf(plain), ...linesOf(band.filter((p) => p.right <= gutter)), ...linesOf(band.filter((p) => p.left >= gutter)));
    plain = [];
  }
  return [...lines, ...linesOf(plain)];
}

function crosses(piece: Piece, x: number): boolean {
  return piece.left < x && piece.right > x;
}

/** Stretches of the page, from the top, that keep clear of `x`, and those that cross it. */
function bandsAt(sorted: Piece[], x: number): Piece[][] {
  const bands: Piece[][] = [];
  let crossing: boolean | undefined;
  for (const piece of sorted) {
    const here = crosses(piece, x);
    if (here !== crossing) bands.push([]);
    crossing = here;
    bands.at(-1)?.push(piece);
  }
  return bands;
}

/** Both sides of the band are prose that fills its column; cells of a table are not. */
function inColumns(band: Piece[], x: number): boolean {
  if (band.length < 8) return false;
  const sides = [band.filter((p) => p.right <= x), band.filter((p) => p.left >= x)];
  return sides.every((side) => {
    if (side.length < 4) return false;
    const width = Math.max(...side.map((p) => p.right)) - Math.min(...side.map((p) => p.left));
    return side.filter((p) => p.right - p.left > width * 0.75).length >= side.length * 0.5;
  });
}

/** The gap between two columns of prose that most of the page respects; undefined for one column and for tables. */
function findGutter(sorted: Piece[]): number | undefined {
  const left = Math.min(...sorted.map((p) => p.left));
  const width = Math.max(...sorted.map((p) => p.right)) - left;
  let best: { x: number; pieces: number } | undefined;
  for (let x = left + width * 0.35; x <= left + width * 0.65; x += Math.max(2, width / 200)) {
    const pieces = bandsAt(sorted, x).reduce((sum, band) => sum + (band.length > 7 && inColumns(band, x) ? band.length : 0), 0);
    if (pieces > (best?.pieces ?? 0)) best = { x, pieces };
  }
  return best?.x;
}

/** Pieces of one column to lines; pieces far apart on one baseline (table cells) are set apart by a tab. */
function linesOf(pieces: Piece[]): Line[] {
  if (pieces.length === 0) return [];
  const columnLeft = Math.min(...pieces.map((p) => p.left));
  const columnRight = Math.max(...pieces.map((p) => p.right));
  return sameBaseline([...pieces].sort((a, b) => b.y - a.y)).map((row) => {
    row.sort((a, b) => a.left - b.left);
    const first = row[0] as Piece;
    return {
      text: row.reduce((text, p, i) => text + between(row[i - 1], p) + p.text, ""),
      left: first.left,
      right: Math.max(...row.map((p) => p.right)),
      y: first.y,
      size: Math.max(...row.map((p) => p.size)),
      columnLeft,
      columnRight,
    };
  });
}

function between(before: Piece | undefined, piece: Piece): string {
  if (before === undefined) return "";
  const gap = piece.left - before.right;
  return gap > Math.max(before.size, piece.size) * 1.4 ? "\t" : spaceBetween(before.text, piece.text, gap, Math.min(before.size, piece.size));
}

/** Leaves out page numbers, and lines that stand at the head or foot of most pages. */
export function dropRunningLines(pages: PageLine[][]): PageLine[][] {
  const key = (line: PageLine) => line.text.replace(/\d+/g, "#").replace(/\s+/g, "");
  const atEdge = (line: PageLine) => line.depth < 0.1 || line.depth > 0.9;
  const seen = new Map<string, number>();
  for (const page of pages) for (const k of new Set(page.filter(atEdge).map(key))) seen.set(k, (seen.get(k) ?? 0) + 1);
  const isNumber = (line: PageLine) => /^[\s\-–—·.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-–—·.]*$|^Page \d+(?: of \d+)?$/i.test(line.text);
  return pages.map((page) => page.filter((line) => !(atEdge(line) && (isNumber(line) || (pages.length >= 3 && (seen.get(key(line)) ?? 0) > pages.length * 0.5)))));
}

export interface ParagraphPiece {
  text: string;
  /** It may be the rest of a paragraph begun on the page before. */
  continues: boolean;
  /** It stops at the end of a page without ending its sentence. */
  unfinished: boolean;
}

/** Lines of one page to paragraphs: a full line that does not end its sentence runs on into the next. */
export function joinLines(lines: PageLine[]): ParagraphPiece[] {
  const pieces: ParagraphPiece[] = [];
  let text = "";
  let begun: PageLine | undefined;
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (begun !== undefined && before !== undefined && runsOn(before, line)) text = joined(text, line.text);
    else {
      if (begun !== undefined) pieces.push(asPiece(text, false));
      text = line.text;
      begun = line;
    }
  });
  const last = lines.at(-1);
  if (begun !== undefined && last !== undefined) pieces.push(asPiece(text, isFull(last) && !endsSentence(last.text)));
  const first = pieces[0];
  const firstLine = lines[0];
  if (first !== undefined && firstLine !== undefined) first.continues = firstLine.left - firstLine.columnLeft < firstLine.size * 0.8 && !startsItem(firstLine.text);
  return pieces;
}

function asPiece(text: string, unfinished: boolean): ParagraphPiece {
  return { text, continues: false, unfinished };
}

/** It reaches the margin, as nearly as the first word of the next line allows. */
function isFull(line: PageLine, next?: PageLine): boolean {
  const word = next === undefined || HAN.test(next.text[0] ?? "") ? 0 : (/^\S+/.exec(next.text)?.[0].length ?? 0) + 1;
  const wordWidth = next === undefined ? 0 : word * ((next.right - next.left) / Math.max(1, next.text.length));
  return line.columnRight - line.right < Math.max(line.size * 2.2, wordWidth) && !line.text.includes("\t");
}

function endsSentence(text: string): boolean {
  return /[。！？；：!?;:][”’"')）】]*$|[a-z\d)]\.["”')]*$/i.test(text);
}

function startsItem(text: string): boolean {
  return /^(?:[一二三四五六七八九十百]+[、.]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．)]\s*\D|第[一二三四五六七八九十百\d]+[章节条]|[•·●■◆▪–—-]\s)/.test(text);
}

function runsOn(before: PageLine, line: PageLine): boolean {
  const sameSize = Math.abs(before.size - line.size) <= Math.max(before.size, line.size) * 0.15;
  const gap = before.y - line.y;
  const indented = line.left - line.columnLeft > line.size * 1.2 && (line.columnLeft >= before.columnRight || line.left - before.left > line.size * 0.8);
  // From the foot of one column to the head of the next a sentence runs on as over a page break.
  const nextColumn = gap < 0 && line.columnLeft >= before.columnRight;
  if (nextColumn) return sameSize && !indented && isFull(before, line) && !endsSentence(before.text) && !startsItem(line.text);
  if (!sameSize || gap <= 0 || gap > before.size * 2.6 || indented || line.text.includes("\t") || startsItem(line.text)) return false;
  if (!isFull(before, line)) return false;
  // A line that ends a sentence exactly at the margin may still be followed by the same paragraph; its first line tells.
  return !endsSentence(before.text) || Math.abs(line.left - line.columnLeft) < line.size * 0.5;
}

function joined(before: string, after: string): string {
  if (/[A-Za-z]-$/.test(before) && /^[a-z]/.test(after)) return before.slice(0, -1) + after;
  return before + glueBetween(before, after) + after;
}

/** What a line end or page break between two stretches of one sentence stands for. */
export function glueBetween(before: string, after: string): string {
  return HAN.test(before.slice(-1)) || HAN.test(after[0] ?? "") ? "" : " ";
}
