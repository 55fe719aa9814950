// Names that a figure directly describes, and figures that the text hands out to several names in a row.
// Invariant: looks at one sentence only; a name is described only where nothing but linking words part it from the figure.
import { because, type Context } from "./context.ts";
import type { Discourse } from "./discourse.ts";
import { fitsOf } from "./fits.ts";
import type { Figure } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import type { Decided } from "./property.ts";
import { roleOf } from "./role.ts";
import { words } from "./said.ts";
import type { Chosen } from "./subject.ts";

/** "5800亩的激光产业园", "10亿元基金", "a 420000 square meter demonstration park": the name that the figure directly describes. */
export function attachedTo(c: Context, f: Figure, d: Decided): Mention | undefined {
  // "the UK's £10bn photonics industry"
  const industry = c.lang === "en" && d.property === "output_value" ? c.mentions.find((m) => m.type === "Cluster" && m.start >= f.end && /^ $/.test(c.low.slice(f.end, m.start))) : undefined;
  if (industry) return industry;
  // "万亿级光电子产业集群": the size class opens the industry's own name.
  const own = d.property === "output_value" && f.unit === "bare" ? c.mentions.find((m) => m.type === "Cluster" && m.start === f.start && m.end > f.end) : undefined;
  if (own) return own;
  if (f.level && d.property === "output_value") {
    const named = c.mentions.find((m) => m.start >= f.end);
    return named && /^(?:Cluster|Park|Zone)$/.test(named.type) && (c.lang === "zh" ? named.start - f.end <= 2 : named.start - f.end <= 1) ? named : undefined;
  }
  if (!["area.land", "area.floor", "investment", "storeys", "production_lines"].includes(d.property)) return undefined;
  for (const m of c.mentions) {
    if (m.start < f.end) continue;
    const gap = c.low.slice(f.end, m.start);
    if (c.lang === "zh" ? !/^(?:[^,。;的]{0,16}的)?$/.test(gap) || (/[^的]$/.test(gap) && gap !== "") : !/^[ -]?$/.test(gap)) break;
    if (d.property === "production_lines" && (c.lang === "zh" || m.type !== "Firm")) break;
    if ((fitsOf(d.property)[m.type] ?? 0) >= 0.4) return m;
    break;
  }
  if (c.lang === "en") {
    const m = c.mentions.filter((x) => x.end <= f.start).pop();
    if (m && /^ of (?:over |more than |about |up to )?$/.test(c.low.slice(m.end, f.start)) && (fitsOf(d.property)[m.type] ?? 0) >= 0.4) return m;
  }
  return undefined;
}

const SHARED = words("each", "分别", "respectively");

/** "甲、乙分别投资1亿元、2亿元", "A, B and C with 9% each": whose each figure is, when the text hands them out. */
export function distributed(discourse: Discourse, c: Context, f: Figure): Chosen[] | undefined {
  if (!SHARED.mayBeIn(c)) return undefined;
  const each = c.low.includes("each") && (/^[^,.;]{0,40}\beach\b/.test(c.low.slice(f.end, f.end + 44)) || (f.range === "low" && /^[^,.;]{0,50}\beach\b/.test(c.low.slice(f.end, f.end + 54))));
  const word = c.lang === "zh" ? c.low.lastIndexOf("分别", f.start) : -1;
  const respectively = word >= 0 && f.start - word < 60;
  const later = c.lang === "en" && c.low.includes("respectively") && /^[^.;]{0,80}\brespectively\b/.test(c.low.slice(f.end));
  if (!each && !respectively && !later) return undefined;
  const end = respectively ? word : f.start;
  const names = ofOneKind(c, enumerated(c, end));
  if (names.length < 2) return undefined;
  const chosen = (m: Mention): Chosen => ({ name: discourse.fullName(m.name).name, type: m.type === "Market" ? "Cluster" : m.type, reason: because(c, m.start, m.end), score: 0.8 });
  if (each) return names.map(chosen);
  const last = names[names.length - 1]!.end;
  const figures = c.figures.filter((g) => g.start >= last && g.unit === f.unit && g.range !== "high");
  const i = figures.indexOf(f);
  return figures.length === names.length && i >= 0 ? [chosen(names[i]!)] : undefined;
}

/** "甲市、乙市光电产业产值分别…": the industry named with the last of the places is that of each. */
function ofOneKind(c: Context, run: Mention[]): Mention[] {
  const last = run[run.length - 1];
  if (c.lang !== "zh" || last?.type !== "Cluster" || run.length < 2 || !run.slice(0, -1).every((m) => m.type === "Region" || m.type === "Zone")) return run;
  const field = /^[\u4e00-\u9fff]{1,6}?[省市县区镇](?=[\u4e00-\u9fff]{2})/.exec(last.name);
  return field ? run.map((m) => (m === last ? m : { ...m, name: m.name + last.name.slice(field[0].length), type: "Cluster" })) : run;
}

/** The last run of names joined by commas and "and" before an offset. */
function enumerated(c: Context, end: number): Mention[] {
  const run: Mention[] = [];
  for (const m of c.mentions) {
    const role = roleOf(c, m);
    if (m.end > end || m.definite || (role !== undefined && role !== "listed")) continue;
    const last = run[run.length - 1];
    if (last && !/^\s*(?:,|、|和|与|及|and|, and|&)?\s*(?:and )?(?:the )?$/.test(c.low.slice(last.end, m.start))) run.length = 0;
    run.push(m);
  }
  return run;
}

