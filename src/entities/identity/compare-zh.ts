/**
 * Two Chinese names compared: full with full, or a short name (简称) with a full one. The characters are aligned in order; agreement counts by
 * rarity, and by zone: place, brand (字号), trade (行业). Invariant: symmetric.
 */
import type { Background } from "./background.ts";
import type { Evidence } from "./evidence.ts";
import type { Profile } from "./model.ts";
import { lexicon } from "./lexicon.ts";
import { readings } from "./pinyin.ts";

const REGION = 0, BRAND = 1, TRADE = 2;

const LONGEST = 60, WIDTH = LONGEST + 1;

interface Zoned { text: string; zone: Uint8Array; bits: Float64Array; sum: Float64Array }

function emptyZoned(): Zoned {
  return { text: "", zone: new Uint8Array(LONGEST), bits: new Float64Array(LONGEST), sum: new Float64Array(3) };
}

/** Room for one comparison at a time, used again by the next. */
const room = {
  a: emptyZoned(), b: emptyZoned(), best: new Float64Array(WIDTH * WIDTH), run: new Uint8Array(WIDTH * WIDTH), step: new Uint8Array(WIDTH * WIDTH),
  partner: new Int16Array(LONGEST), used: new Uint8Array(LONGEST),
};

function zoned(p: Profile, bg: Background, into: Zoned): Zoned {
  const region = p.region.length === 0 ? "" : p.region.length === 1 ? p.region[0]! : p.region.join("");
  const text = (region + p.core).slice(0, LONGEST);
  const { zone, bits, sum } = into;
  into.text = text;
  sum.fill(0);
  for (let i = 0; i < text.length; i++) {
    zone[i] = i < region.length ? REGION : i < region.length + p.brand.length ? BRAND : TRADE;
    bits[i] = bg.char(text[i]!);
    sum[zone[i]!]! += bits[i]!;
  }
  return into;
}

/** In-order alignment with the greatest agreement; a step that continues a run earns half a character more. Returns for each position of `a` its partner in `b`, or −1. */
function align(a: Zoned, b: Zoned): Int16Array {
  const m = a.text.length, n = b.text.length, w = n + 1, { best, run, step } = room;
  best.fill(0, 0, w);
  run.fill(0, 0, (m + 1) * w);
  for (let i = 1; i <= m; i++) for (let j = 1, ca = a.text.charCodeAt(i - 1); j <= n; j++) {
    const at = i * w + j;
    if (j === 1) best[at - 1] = 0;
    let value = best[at - w]!, move = 1;
    if (best[at - 1]! > value) { value = best[at - 1]!; move = 2; }
    if (ca === b.text.charCodeAt(j - 1)) {
      const gain = a.bits[i - 1]! * (run[at - w - 1] ? 1.5 : 1) + (a.zone[i - 1] === b.zone[j - 1] ? 0.5 : 0) + best[at - w - 1]!;
      if (gain > value) { value = gain; move = 3; run[at] = 1; }
    }
    best[at] = value; step[at] = move;
  }
  const partner = room.partner.subarray(0, m).fill(-1);
  for (let i = m, j = n; i > 0 && j > 0;) {
    const move = step[i * w + j];
    if (move === 3) { partner[--i] = --j; } else if (move === 1) i--; else j--;
  }
  return partner;
}

/** Unaligned neighbours that sound the same, position by position between two aligned ones. */
function soundsLike(a: Zoned, b: Zoned, partner: Int16Array): number {
  let bits = 0, last = -1;
  for (let i = 0; i < partner.length; i++) {
    if (partner[i]! >= 0) { last = partner[i]!; continue; }
    const j = last + 1;
    if (j >= b.text.length || partner.includes(j)) continue;
    const other = readings(b.text[j]!);
    if (readings(a.text[i]!).some((r) => other.includes(r))) { bits += Math.min(a.bits[i]!, b.bits[j]!); last = j; }
  }
  return bits;
}

/** How two sets of places stand: shared, one inside the other, in conflict, one national and one local, or not both stated. */
export function placesAgree(a: string[], b: string[]): "agree" | "inside" | "conflict" | "national" | "absent" {
  const from = a.filter((p) => p !== "中国"), to = b.filter((p) => p !== "中国");
  if (from.length === 0 || to.length === 0) return (a.length > 0 && from.length === 0 && to.length > 0) || (b.length > 0 && to.length === 0 && from.length > 0) ? "national" : "absent";
  if (from.some((p) => to.includes(p))) return "agree";
  const { parents } = lexicon();
  const inside = (x: string[], y: string[]) => x.some((p) => y.some((q) => parents.get(p)?.has(q)));
  return inside(from, to) || inside(to, from) ? "inside" : "conflict";
}

/** A complete name rather than a short one: it carries a company form, ends in a kind of body, or is long. */
export function isFullZh(p: Profile): boolean {
  const last = p.trade.at(-1);
  if (last !== undefined && lexicon().zh.get(last)?.kind === "body") return true;
  return p.formText.endsWith("公司") || (p.formText !== "" && p.formText !== "股份") || p.core.length + p.region.join("").length > 7;
}

/** Evidence that two Chinese names are one organisation's. */
export function compareZh(left: Profile, right: Profile, bg: Background, explained = true): Evidence[] {
  // One order of the pair, so that ties in the alignment fall the same way from both sides.
  const [p, q] = left.core.length < right.core.length || (left.core.length === right.core.length && left.normal <= right.normal) ? [left, right] : [right, left];
  const flip = p !== left;
  const a = zoned(p, bg, room.a), b = zoned(q, bg, room.b);
  const out: Evidence[] = [];
  const add = (name: string, value: number, x: string, y: string, detail?: string) => {
    if (value !== 0) out.push({ name, value, a: flip ? y : x, b: flip ? x : y, detail });
  };
  const text = (words: string[]): string => (explained ? words.join(" ") : "");
  const pTrade = text(p.trade), qTrade = text(q.trade), pRegion = text(p.region), qRegion = text(q.region);
  if (p.normal === q.normal) add("zh_same", Math.min(24, a.sum[BRAND]! + a.sum[TRADE]! + a.sum[REGION]!), p.normal, q.normal);
  const partner = align(a, b);
  const usedB = room.used.subarray(0, b.text.length).fill(0);
  let brand = 0, trade = 0, region = 0, gaps = 0, last = -2, runs = 0;
  for (let i = 0; i < partner.length; i++) {
    const j = partner[i]!;
    if (j < 0) continue;
    usedB[j] = 1;
    const zone = Math.min(a.zone[i]!, b.zone[j]!) === REGION ? (a.zone[i] === b.zone[j] ? REGION : BRAND) : Math.min(a.zone[i]!, b.zone[j]!);
    if (zone === BRAND) brand += a.bits[i]!; else if (zone === TRADE) trade += a.bits[i]!; else region += a.bits[i]!;
    if (last >= -1 && j !== last + 1) gaps++;
    runs += j === last + 1 ? 1 : 0;
    last = j;
  }
  let lostA = 0, lostB = 0, lostTradeA = 0, lostTradeB = 0, headB = 1;
  for (let i = 0; i < partner.length; i++) if (partner[i]! < 0) { if (a.zone[i] === BRAND) lostA += a.bits[i]!; else if (a.zone[i] === TRADE) lostTradeA += a.bits[i]!; else lostA += 0.5 * a.bits[i]!; }
  let firstBrandB = true;
  for (let j = 0; j < usedB.length; j++) {
    if (b.zone[j] === BRAND && firstBrandB) { firstBrandB = false; headB = usedB[j]!; }
    if (usedB[j]) continue;
    if (b.zone[j] === BRAND) lostB += b.bits[j]!; else if (b.zone[j] === TRADE) lostTradeB += b.bits[j]!;
  }
  if (p.region.length > 0 && q.region.length > 0) for (let i = 0; i < partner.length; i++) if (partner[i]! < 0 && a.zone[i] === REGION) lostA -= 0.5 * a.bits[i]!;
  add("zh_brand", brand, p.brand, q.brand);
  add("zh_run", runs, p.core, q.core);
  add("zh_trade", trade, pTrade, qTrade);
  add("zh_sound", soundsLike(a, b, partner), p.brand, q.brand, "same reading");
  // A full name is meant to be complete: what only one of two full names says weighs far more than what a short name leaves out.
  const both = isFullZh(p) && isFullZh(q), kind = both ? "full" : "short";
  add(`zh_${kind}_brand_conflict`, Math.min(lostA, lostB), p.brand, q.brand);
  add(`zh_${kind}_brand_missing`, Math.max(0, lostA - Math.min(lostA, lostB)), p.brand, q.brand, "in the shorter name only");
  add(`zh_${kind}_brand_extra`, Math.max(0, lostB - Math.min(lostA, lostB)), p.brand, q.brand, "in the longer name only");
  add(`zh_${kind}_trade_conflict`, Math.min(lostTradeA, lostTradeB), pTrade, qTrade);
  add(`zh_${kind}_trade_missing`, Math.max(0, lostTradeA - lostTradeB), pTrade, qTrade);
  add(`zh_${kind}_trade_extra`, Math.max(0, lostTradeB - lostTradeA), pTrade, qTrade);
  numbers(p, q, add);
  if (!headB && !firstBrandB) add("zh_head_missed", 1, p.brand, q.brand);
  add("zh_gaps", gaps, p.core, q.core);
  const places = placesAgree(p.region, q.region);
  if (places === "agree") add("region_agree", 4, pRegion, qRegion);
  else if (places === "conflict") add("region_conflict", 1, pRegion, qRegion);
  else if (places === "national" && both) add("region_national", 1, pRegion, qRegion);
  else if (places === "absent") add("region_in_name", region, pRegion, qRegion);
  if (both && p.form !== "" && q.form !== "") add(p.form === q.form ? "form_agree" : "form_conflict", 1, p.formText, q.formText);
  if (p.group !== q.group && both) add("group_differs", 1, p.group ? "集团" : "", q.group ? "集团" : "");
  return out;
}

type Add = (name: string, value: number, x: string, y: string) => void;

/** 第四十一 against 第四十六: numbers stated on both sides must share one. */
function numbers(p: Profile, q: Profile, add: Add): void {
  if (p.numbers.length === 0 && q.numbers.length === 0) return;
  const x = p.numbers.filter((n) => !q.numbers.includes(n)).length, y = q.numbers.filter((n) => !p.numbers.includes(n)).length;
  if (x > 0 && y > 0) add("number_conflict", 1, p.numbers.join(" "), q.numbers.join(" "));
  else if (x + y > 0) add("number_extra", x + y, p.numbers.join(" "), q.numbers.join(" "));
}
