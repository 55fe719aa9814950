/**
 * Shares: part = share × whole, for the same figure and the same period; and a share lies between 0 and 1.
 * The whole is a subject that the record names as the part's whole or place, and that the share's own words can mean: a share of the world market is
 * never held against a zone.
 */
import { type Cell, type SubjectGroup, canBeEqual, times } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import { growthMeaning, scopeOf } from "./scope.ts";
import { figure, label, named, range, stated, titled } from "./words.ts";

const SHARED = ["output_value", "revenue", "firms_count", "area.land", "area.floor", "employees"] as const;

/** @param bases the part's whole and its place, where the record has figures of them. */
export function shares(part: SubjectGroup, bases: SubjectGroup[]): Finding[] {
  const findings: Finding[] = [];
  for (const share of part.of("market_share")) {
    if (share.unit !== "ratio") continue;
    if (share.interval.lo > 1 || share.interval.hi < 0) findings.push(impossible(part.subject, share));
    else {
      for (const whole of bases) {
        const found = whole.subject === part.subject ? undefined : against(part, whole, share);
        if (found) findings.push(found);
      }
    }
  }
  return findings;
}

function impossible(subject: string, share: Cell): Finding {
  const reading = share.interval.lo > 1 ? share.low : share.high;
  const [name, value] = [named(reading.claim), stated(reading.claim)];
  return finding("shares", "error", subject, [reading.claim],
    label(`${name.zh}：份额 ${value.zh} 不在 0 与 100% 之间`, `${name.en}: a share of ${value.en} does not lie between 0 and 100 %`),
    label("核对原文的百分数", "Look up the percentage in the original"));
}

function against(part: SubjectGroup, whole: SubjectGroup, share: Cell): Finding | undefined {
  const meant = wordsOfBase(share.readings[0]!.claim.qualifier);
  const name = `${named(whole.claims[0]!).zh} ${named(whole.claims[0]!).en}`;
  if (meant.wider || (meant.level !== undefined && !name.includes(meant.level))) return undefined;
  const is_whole = part.claims.some((claim) => claim.part_of === whole.subject);
  // A firm's share of its market is no share of the city that it lies in, unless its words say so.
  if (!is_whole && !meant.of_place && !pairInCommon(meant.rest, name)) return undefined;
  let broken: Finding | undefined;
  for (const property of sharedProperties(share)) {
    for (const mine of part.of(property)) {
      if (mine.scope !== "" || !fits(mine, share)) continue;
      const totals = whole.of(property).filter((cell) => fits(cell, share) && cell.unit === mine.unit && cell.currency === mine.currency && scopeFits(cell.scope, name, meant.rest));
      // With several bases in question, the share must fail against each of them.
      if (totals.length === 0) continue;
      const failing = totals.filter((total) => !canBeEqual(times(share.interval, total.interval), mine.interval));
      // The share must fail of every figure that it may be of.
      if (failing.length < totals.length) return undefined;
      broken ??= told(part.subject, share, mine, failing[0]!);
    }
  }
  return broken;
}

const fits = (cell: Cell, share: Cell): boolean => cell.modality === share.modality && cell.period !== undefined && cell.period.key === share.period?.key;

/** The figure that the share's own words name, or else output, then revenue. */
function sharedProperties(share: Cell): readonly string[] {
  const named_property = growthMeaning(share.readings[0]!.claim.qualifier, 0).series[0]?.property;
  const known = SHARED.find((property) => property === named_property);
  return known ? [known] : ["output_value", "revenue"];
}

const WIDER = /全球|世界|国际|全国|国内|我国|中国|global|world|international|national|domestic|china/;
const PLACE = /全市|全省|全区|全县|本市|本省|本区|园区|开发区|of the (?:city|province|zone|park)|city-?wide/;
const LEVELS = /占|全市|全省|全区|全县|本市|本省|本区|园区|开发区|比重|比例|份额|share|of the (?:city|province|zone|park)|city-?wide/g;

/** What a share says it is a share of: a wider world, a level of place, and the words that remain. */
function wordsOfBase(qualifier: string | undefined): { wider: boolean; level: string | undefined; of_place: boolean; rest: string } {
  const text = (qualifier ?? "").normalize("NFKC").toLowerCase();
  const level = /全市|本市/.test(text) ? "市" : /全省|本省/.test(text) ? "省" : undefined;
  const property = growthMeaning(text, 0).series[0]?.property ?? "output_value";
  return { wider: WIDER.test(text), level, of_place: PLACE.test(text), rest: scopeOf(property, text.replace(LEVELS, " ")) };
}

/** The words that remain must speak of the figure: of its scope, or, of an unscoped figure, of whose it is. */
function scopeFits(scope: string, name: string, rest: string): boolean {
  if (rest === "") return scope === "";
  return scope === "" ? pairInCommon(rest, name) : pairInCommon(rest, scope);
}

/** Two neighbouring characters in common. */
function pairInCommon(a: string, b: string): boolean {
  for (let i = 0; i + 2 <= a.length; i++) {
    const pair = a.slice(i, i + 2);
    if (!/\s/.test(pair) && b.includes(pair)) return true;
  }
  return false;
}

function told(subject: string, share: Cell, mine: Cell, total: Cell): Finding {
  const implied = times(share.interval, total.interval);
  const above = mine.interval.lo > implied.hi;
  const claims = above ? [share.high.claim, total.high.claim, mine.low.claim] : [share.low.claim, total.low.claim, mine.high.claim];
  const [s, w, p] = claims.map(stated) as [{ zh: string; en: string }, { zh: string; en: string }, { zh: string; en: string }];
  const name = titled(mine.readings[0]!.claim);
  const of = named(total.readings[0]!.claim);
  const expected = range(implied, mine.unit, mine.currency);
  const real = figure(Number((Number(claims[2]!.value) / Number(claims[1]!.value)).toPrecision(3)), "ratio");
  return finding("shares", "error", subject, claims,
    label(`${name.zh}：${of.zh}${w.zh}的 ${s.zh}应为 ${expected.zh}，而所述为 ${p.zh}（即 ${real.zh}）`,
      `${name.en}: ${s.en} of ${of.en}'s ${w.en} gives ${expected.en}, but ${p.en} is stated (that is ${real.en})`),
    label("查明份额的分母是什么，或改正其中之一", "Find what the share is a share of, or correct one of the figures"));
}
