// Title, publisher, publication date and language of a document, from its header line or from the page's own furniture.
// Invariant: nothing is guessed: a part that is not there is undefined; bodyStart never lies inside a line.
import { parseWhen } from "../../kernel/index.ts";
import { foldForScan } from "./figure.ts";
import { languageOf } from "./fold.ts";
import type { Lang, When } from "./model.ts";

export interface Metadata {
  title?: string;
  publisher?: string;
  published?: When;
  address?: string;
  lang: Lang;
  /** where the text proper begins */
  bodyStart: number;
}

const HEADER = /^\uFEFF?# ([^\n]*)\r?\n/;
const DATE = /(?:updated|published|date|posted|发布时间|发布日期|时间|日期|更新时间)?\s*[::]?\s*((?:19|20)\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?(?!\d)/;
const EN_DATE = /^(?:updated|published|date|posted)?\s*:?\s*(?:(3[01]|[12]?\d) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? ((?:19|20)\d\d)|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (3[01]|[12]?\d),? ((?:19|20)\d\d))(?:\s|$)/;
const SOURCE = /(?:source|来源|來源)\s*[::]\s*([^\s|,,()(]{2,30}(?: [A-Z][a-zA-Z]+){0,4})/i;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Reads the metadata of a document text. */
export function findMetadata(text: string): Metadata {
  const header = HEADER.exec(text.slice(0, 2000));
  if (header) {
    const parts = header[1]!.split("|").map((p) => p.trim());
    const when = parts[2] && parts[2] !== "n.d." ? parseWhen(parts[2]) : undefined;
    return { title: parts[0] || undefined, publisher: parts[1] || undefined, published: when, address: parts[3] || undefined, lang: languageOf(text.slice(header[0].length)), bodyStart: header[0].length };
  }
  const found: Metadata = { lang: languageOf(text), bodyStart: 0 };
  const lines = text.slice(0, 6000).split("\n").slice(0, 20);
  for (const raw of lines) {
    const low = foldForScan(raw).trim();
    if (found.published === undefined && low.length < 160) found.published = dateOf(low);
    const source = SOURCE.exec(raw.slice(0, 200));
    if (source && found.publisher === undefined) found.publisher = source[1]!.replace(/(?:责编|Large|Medium|Small|作者|编辑).*$/, "").trim();
    const words = raw.trim();
    if (found.title === undefined && words.length >= 6 && words.length <= 200 && dateOf(low) === undefined && !/[|>]|http|首页|^(?:language|home|copyright)/i.test(low)) found.title = words;
  }
  return found;
}

/** A publication date only where a line is a byline: a label, or a line that is little else than a date. */
function dateOf(low: string): When | undefined {
  const m = DATE.exec(low);
  const labelled = /(?:updated|published|posted|source|发布|来源|时间|日期)/.test(low);
  if (m && (labelled || (m.index < 4 && low.length < 60 && !/[。,]/.test(low)))) return parseWhen(`${m[1]}-${m[2]!.padStart(2, "0")}-${m[3]!.padStart(2, "0")}`);
  const e = EN_DATE.exec(low);
  if (!e || (!labelled && low.length > 40)) return undefined;
  const [d, mon, y] = e[1] ? [e[1], e[2]!, e[3]!] : [e[5]!, e[4]!, e[6]!];
  return parseWhen(`${y}-${String(MONTHS.indexOf(mon) + 1).padStart(2, "0")}-${d.padStart(2, "0")}`);
}
