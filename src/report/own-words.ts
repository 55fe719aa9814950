/**
 * Paragraphs of editors, with references to facts: `{{fact SUBJECT.PROPERTY [WHEN] [modality=…] [scope=…] [as=period|name|exact]}}`,
 * `{{name SUBJECT}}`, `{{own 12}}` for a number that the editor alone vouches for.
 * Invariant: a reference is the record's value at the time of building, or the build stops and names the sentence; never an old value, never a blank.
 */
import { AppError, hasHan, parseWhen, type Modality } from "../kernel/index.ts";
import { scopeOf, type Fact } from "../ledger/index.ts";
import { newestFirst } from "./facts.ts";
import { isWhole } from "./headline.ts";
import type { Material } from "./material.ts";
import type { Para, Run } from "./model.ts";
import type { Scribe } from "./scribe.ts";

const TOKEN = /\{\{\s*(fact|name|own)\s+([^{}]*?)\s*\}\}/g;
const CHARS_MAX = 20_000;

function refuse(code: string, sentence: string, zh: string, en: string, hint?: { zh: string; en: string }): AppError {
  return new AppError(`report/${code}`, { sentence }, { zh: `${zh}：“${sentence}”`, en: `${en}: “${sentence}”`, ...(hint ? { hint } : {}) });
}

/** An entity by slug, or by its name in either language. */
function subjectOf(material: Material, ref: string, sentence: string): string {
  const found = [...material.entities.values()].filter((e) => e.slug === ref || e.label.zh === ref || e.label.en === ref);
  const ids = [...new Set(found.map((e) => e.canonical_id))];
  if (ids.length === 1) return ids[0]!;
  throw refuse("no-subject", sentence, ids.length === 0 ? `记录中没有“${ref}”` : `“${ref}”不止一个`, ids.length === 0 ? `the record holds no “${ref}”` : `there is more than one “${ref}”`, { zh: "请写条目的永久名（页面地址的末段）", en: "write the entity's permanent name, the last part of its page's address" });
}

interface Asked {
  subject: string;
  property: string;
  when?: string;
  modality?: string;
  scope?: string;
  as?: string;
}

/** `SUBJECT.PROPERTY WHEN key=value …`; a subject with spaces or dots stands in quotes. */
function askedIn(text: string, sentence: string): Asked {
  const m = /^(?:"([^"]+)"|([^\s".]+))\.([a-z][a-z_.]*)((?:\s+[^\s=]+=(?:"[^"]*"|\S+)|\s+\S+)*)$/u.exec(text);
  if (!m) throw refuse("bad-reference", sentence, `看不懂的引用“${text}”`, `“${text}” is not a reference`, { zh: "写法：{{fact 对象.指标 时期}}", en: "written as {{fact subject.property when}}" });
  const asked: Asked = { subject: m[1] ?? m[2]!, property: m[3]! };
  for (const [, key, quoted, plain] of (m[4] ?? "").matchAll(/\s+(?:(modality|scope|as)=)?(?:"([^"]*)"|(\S+))/gu)) {
    const value = quoted ?? plain!;
    if (key) asked[key as "modality" | "scope" | "as"] = value;
    else if (parseWhen(value)) asked.when = parseWhen(value)!;
    else throw refuse("bad-reference", sentence, `“${value}”不是时期`, `“${value}” is not a period`);
  }
  return asked;
}

/** The one fact that a reference means. @throws AppError when there is none, or more than one. */
function factFor(material: Material, asked: Asked, sentence: string): Fact {
  const id = subjectOf(material, asked.subject, sentence);
  const modality = (asked.modality ?? "actual") as Modality;
  const all = (material.facts.get(id) ?? []).filter((f) => f.property === asked.property && f.modality === modality && (asked.when === undefined || f.when === asked.when));
  const scope = asked.scope === undefined ? undefined : scopeOf(asked.property, asked.scope);
  const fit = all.filter((f) => (scope === undefined ? isWhole(f) : scopeOf(f.property, f.qualifier) === scope));
  const [first, second] = newestFirst(fit);
  if (!first) throw refuse("no-fact", sentence, `记录中没有“${asked.subject}.${asked.property} ${asked.when ?? ""}”（${modality}）的成立记载`, `the record has no standing claim of “${asked.subject}.${asked.property} ${asked.when ?? ""}” (${modality})`);
  if (asked.when !== undefined && second && second.unit !== first.unit) throw refuse("many-facts", sentence, "引用对应多个事实", "the reference fits more than one fact");
  return first;
}

function tokenRun(scribe: Scribe, kind: string, text: string, sentence: string): Run {
  if (kind === "own") return { text, basis: { kind: "own" } };
  if (kind === "name") return scribe.name(subjectOf(scribe.material, text.replaceAll('"', ""), sentence));
  const asked = askedIn(text, sentence);
  const fact = factFor(scribe.material, asked, sentence);
  if (asked.as === "period") return scribe.period(fact);
  if (asked.as === "name") return scribe.name(fact.subject_id);
  if (asked.as === "exact") return scribe.exact(fact.best);
  return scribe.figure(fact);
}

/** The paragraphs of an editor's text, blank lines between them. @throws AppError `report/no-fact` and others, each naming the sentence. */
export function ownParagraphs(scribe: Scribe, text: string): Para[] {
  if (text.length > CHARS_MAX) throw new AppError("report/words-too-long", { max: CHARS_MAX }, { zh: `段落最多 ${CHARS_MAX} 字`, en: `a section takes at most ${CHARS_MAX} characters of own words` });
  return text.replaceAll(/\r\n?/g, "\n").split(/\n\s*\n/).map((p) => p.trim()).filter(Boolean).map((paragraph): Para => {
    const joined = paragraph.split("\n").reduce((line, next) => line + (hasHan(line.slice(-1)) || hasHan(next.slice(0, 1)) ? "" : " ") + next.trim());
    const runs: Run[] = [];
    let at = 0;
    for (const m of joined.matchAll(TOKEN)) {
      if (m.index > at) runs.push({ text: joined.slice(at, m.index) });
      runs.push(tokenRun(scribe, m[1]!, m[2]!, joined));
      at = m.index + m[0].length;
    }
    if (at < joined.length) runs.push({ text: joined.slice(at) });
    if (runs.some((r) => r.basis === undefined && r.text.includes("{{"))) throw refuse("bad-reference", joined, "看不懂的引用", "a reference is not closed or not known");
    return { kind: "para", role: "own", runs };
  });
}
