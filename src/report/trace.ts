/**
 * Tracing: every figure of a paper must rest on something, and what it rests on must still stand.
 * Invariant: a paper that passes holds no digit in plain words, and no claim that is not accepted as of its clocks; all flaws are named at once, each with its sentence.
 */
import { AppError, type Problem } from "../kernel/index.ts";
import type { Material } from "./material.ts";
import { runsOf } from "./chart/marks.ts";
import type { Block, Run, Section } from "./model.ts";

/** Digits of any script that a reader takes for a number, full-width ones included. */
export const DIGIT = /\p{Nd}/u;

/** One line of a section with the runs that make it: a paragraph, a cell, a label. */
export interface Line {
  section: string;
  where: string;
  runs: readonly Run[];
}

function* linesOfBlock(section: string, block: Block): Generator<Line> {
  switch (block.kind) {
    case "para": yield { section, where: block.role, runs: block.runs }; return;
    case "heading": yield { section, where: "heading", runs: block.runs }; return;
    case "list": for (const runs of block.items) yield { section, where: "list", runs }; return;
    case "table":
      yield { section, where: `table ${block.id}`, runs: block.title };
      for (const [r, row] of block.rows.entries()) for (const [c, runs] of row.entries()) yield { section, where: `table ${block.id}, row ${r + 1}, ${block.columns[c]?.head ?? c + 1}`, runs };
      if (block.note) yield { section, where: `table ${block.id}`, runs: block.note };
      return;
    case "chart":
      yield { section, where: `chart ${block.id}`, runs: block.title };
      for (const runs of runsOf(block.chart)) yield { section, where: `chart ${block.id}`, runs };
      if (block.note) yield { section, where: `chart ${block.id}`, runs: block.note };
  }
}

/** Rows that only the data holds. */
function* restLines(sections: readonly Section[]): Generator<Line> {
  for (const s of sections) for (const b of s.blocks) if (b.kind === "table") for (const row of b.rest ?? []) for (const runs of row) yield { section: s.id, where: `table ${b.id}, data`, runs };
}

/** Every line of the sections, in reading order. */
export function* linesOf(sections: readonly Section[]): Generator<Line> {
  for (const section of sections) for (const block of section.blocks) yield* linesOfBlock(section.id, block);
}

/** The claims that a run rests on. */
export const claimsOf = (run: Run): readonly string[] => (run.basis && "claims" in run.basis ? run.basis.claims : []);

export const sentenceOf = (runs: readonly Run[]): string => runs.map((r) => r.text).join("").trim();

function flawOf(run: Run, material: Material): { code: string; zh: string; en: string } | undefined {
  const { basis } = run;
  if (run.text === "") return undefined;
  if (!basis) return DIGIT.test(run.text) ? { code: "report/untraced", zh: `“${run.text.trim()}”中的数字没有来源`, en: `the number in “${run.text.trim()}” has no source` } : undefined;
  const claims = claimsOf(run);
  if ("claims" in basis && claims.length === 0 && !(basis.kind === "count" && (basis.entities !== undefined || run.text === "0"))) return { code: "report/untraced", zh: `“${run.text}”没有所据的记载`, en: `“${run.text}” rests on no claim` };
  for (const id of claims) {
    const claim = material.claims.get(id);
    if (!claim || claim.status !== "accepted") return { code: "report/lost-claim", zh: `“${run.text}”所据的记载 ${id} 已不成立`, en: `the claim ${id} under “${run.text}” no longer stands` };
  }
  if (basis.kind === "name" && !material.entities.has(basis.entity)) return { code: "report/lost-name", zh: `“${run.text}”不在记录中`, en: `“${run.text}” is not in the record` };
  return undefined;
}

/** All flaws of the sections. */
export function flawsOf(sections: readonly Section[], material: Material): Problem[] {
  const problems: Problem[] = [];
  for (const line of [...linesOf(sections), ...restLines(sections)]) {
    for (const run of line.runs) {
      const flaw = flawOf(run, material);
      if (flaw) problems.push({ code: flaw.code, path: `${line.section}: ${line.where}`, message: { zh: `${flaw.zh}：“${sentenceOf(line.runs)}”`, en: `${flaw.en}: “${sentenceOf(line.runs)}”` } });
    }
  }
  return problems;
}

/** @throws AppError `report/untraced` naming every sentence whose figure has lost its claim. */
export function mustTrace(sections: readonly Section[], material: Material): void {
  const problems = flawsOf(sections, material);
  if (problems.length === 0) return;
  throw new AppError("report/untraced", { count: problems.length }, {
    status: 409, zh: `${problems.length} 处数字没有成立的来源，报告未生成`, en: `${problems.length} figures have no standing source; the paper was not built`, problems,
    hint: { zh: "正文请用 {{fact …}} 引用记载；无来源而必须写的数字用 {{own …}} 标明", en: "refer to the record by {{fact …}}; a number that must stand without a source is written {{own …}}" },
  });
}
