/** Partial dates and intervals as each language writes them. Pure. Invariant: what is no date stays as it is. */
import type { Lang } from "./text.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function pointWords(point: string, lang: Lang): string {
  const m = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-(Q[1-4]|H[12]))?$/.exec(point);
  if (!m) return point;
  const [, year, month, day, part] = m;
  if (part) {
    if (lang === "en") return part.startsWith("Q") ? `${["first", "second", "third", "fourth"][Number(part[1]) - 1]} quarter of ${year}` : `${part === "H1" ? "first" : "second"} half of ${year}`;
    return part.startsWith("H") ? `${year}年${part === "H1" ? "上" : "下"}半年` : `${year}年${"一二三四"[Number(part[1]) - 1]}季度`;
  }
  if (!month) return lang === "zh" ? `${year}年` : year!;
  if (lang === "zh") return `${year}年${Number(month)}月${day ? `${Number(day)}日` : ""}`;
  return `${day ? `${Number(day)} ` : ""}${MONTHS[Number(month) - 1]} ${year}`;
}

/** A partial date or interval in the habit of the language. */
export function whenWords(when: string, lang: Lang): string {
  if (!when.includes("/")) return pointWords(when, lang);
  const [from = "", to = ""] = when.split("/");
  const open = (side: string): boolean => side === "" || side === "..";
  if (open(to)) return lang === "zh" ? `${pointWords(from, lang)}起` : `from ${pointWords(from, lang)}`;
  if (open(from)) return lang === "zh" ? `截至${pointWords(to, lang)}` : `until ${pointWords(to, lang)}`;
  return spanWords(from, to, lang);
}

function spanWords(from: string, to: string, lang: Lang): string {
  const [a, b] = [/^(\d{4})-(\d{2})$/.exec(from), /^(\d{4})-(\d{2})$/.exec(to)];
  if (a && b && a[1] === b[1]) {
    const [first, last] = [Number(a[2]), Number(b[2])];
    const quarter = first % 3 === 1 && last === first + 2 ? (first + 2) / 3 : 0;
    if (first === 1 && last === 12) return pointWords(a[1]!, lang);
    if (first === 1 && last === 6) return pointWords(`${a[1]}-H1`, lang);
    if (quarter > 0) return pointWords(`${a[1]}-Q${quarter}`, lang);
    return lang === "zh" ? `${a[1]}年${first}至${last}月` : `${MONTHS[first - 1]} to ${MONTHS[last - 1]} ${a[1]}`;
  }
  return lang === "zh" ? `${pointWords(from, lang)}至${pointWords(to, lang)}` : `${pointWords(from, lang)} to ${pointWords(to, lang)}`;
}
