// Every number, quantity and date of a text, for those who need figures without claims.
// Invariant: spans are offsets of the given text, in order and without overlap.
import { scanDates } from "./dates.ts";
import { foldForScan, scanFigures } from "./figure.ts";
import type { Figure, Lang, When } from "./model.ts";

/** All figures and dates of a text. Relative dates are resolved against `published`; unresolved ones are left out. */
export function parseFigures(text: string, _lang?: Lang, published?: When): Figure[] {
  const out: Figure[] = [];
  const chunk = 8192;
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + chunk);
    if (end < text.length) {
      const cut = Math.max(text.lastIndexOf("\n", end), text.lastIndexOf("。", end), text.lastIndexOf(" ", end));
      if (cut > at + chunk / 2) end = cut + 1;
    }
    const low = foldForScan(text.slice(at, end));
    const dates = scanDates(low, { published });
    for (const f of scanFigures(low, dates).figures) out.push({ ...f, start: f.start + at, end: f.end + at, digits: { start: f.digits.start + at, end: f.digits.end + at }, boundAt: f.boundAt && { start: f.boundAt.start + at, end: f.boundAt.end + at } });
    for (const d of dates) {
      if (d.when === undefined) continue;
      out.push({ start: d.start + at, end: d.end + at, unit: "date", value: d.until ? `${d.when}/${d.until}` : d.when, bound: d.bound, stated: { number: text.slice(d.start + at, d.end + at) }, measure: "", digits: { start: d.start + at, end: d.end + at } });
    }
    at = end;
  }
  return out.sort((a, b) => a.start - b.start);
}
