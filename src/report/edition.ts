/**
 * What is kept of a paper: its figures, each with its key, value and claims, so that two editions can be held against each other.
 * Pure. Invariant: a figure's key says what it speaks of and nothing of its value, so that the same figure has the same key in every edition.
 */
import type { Clocks, Fact } from "../ledger/index.ts";
import type { Lang, Visibility } from "../kernel/index.ts";
import type { PaperRequest } from "./compose.ts";
import type { Material } from "./material.ts";
import type { Mark, Paper, Run } from "./model.ts";
import { keyOf } from "./scribe.ts";
import { linesOf, sentenceOf } from "./trace.ts";

export interface EditionFigure {
  key: string;
  /** As it was printed. */
  text: string;
  /** Value and bound of a figure that is one claim; absent for what was worked out or counted. */
  value?: number | string;
  bound?: string;
  claims: string[];
  mark?: Mark;
  section: string;
  sentence: string;
}

export interface Edition {
  id: string;
  made_at: string;
  actor: string;
  visibility: Visibility;
  lang: Lang;
  profile: string;
  cluster: string;
  title: string;
  built_on: string;
  ledger_hash: string;
  ledger_seq: number;
  version: string;
  request: PaperRequest;
  clocks: Clocks;
  figures: EditionFigure[];
}

const CLAIMS_KEPT_MAX = 400;

function keyOfRun(run: Run, material: Material, byClaim: ReadonlyMap<string, Fact>, section: string, counts: Map<string, number>): string | undefined {
  const { basis } = run;
  if (!basis || !("claims" in basis)) return undefined;
  const first = material.claims.get(basis.claims[0] ?? "");
  if (basis.kind === "figure") {
    if (basis.derived) return basis.key ? `derived|${section}|${basis.key}` : ["derived", section, ...basis.claims.map((id) => byClaim.get(id)).map((f) => (f ? keyOf(f) : ""))].join("|");
    return basis.key ?? (first && byClaim.has(first.id) ? keyOf(byClaim.get(first.id)!) : undefined);
  }
  if (basis.kind === "count") {
    const nth = (counts.get(section) ?? 0) + 1;
    counts.set(section, nth);
    return `count|${section}|${nth}`;
  }
  return undefined;
}

/** The figures of a paper, each once, in the order of reading. */
export function figuresOf(paper: Paper, material: Material): EditionFigure[] {
  const byClaim = new Map<string, Fact>();
  for (const facts of material.facts.values()) for (const f of facts) for (const c of [f.best, ...f.rivals]) byClaim.set(c.id, f);
  const counts = new Map<string, number>();
  const found = new Map<string, EditionFigure>();
  for (const line of linesOf(paper.sections)) {
    for (const run of line.runs) {
      const key = keyOfRun(run, material, byClaim, line.section, counts);
      if (key === undefined || found.has(key) || !run.basis || !("claims" in run.basis)) continue;
      const claim = run.basis.kind === "figure" && !run.basis.derived ? material.claims.get(run.basis.claims[0]!) : undefined;
      found.set(key, {
        key, text: run.text, ...(claim ? { value: claim.value, bound: claim.bound } : {}), claims: run.basis.claims.slice(0, CLAIMS_KEPT_MAX), ...(run.mark ? { mark: run.mark } : {}), section: line.section, sentence: sentenceOf(line.runs).slice(0, 400),
      });
    }
  }
  return [...found.values()];
}
