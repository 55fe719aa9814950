/**
 * Notes: every figure of text and tables gets a mark that leads to the note on its claims.
 * Invariant: marks of one section that call for the same words share one note; a dense table has its notes, lettered, right below it.
 */
import { Citations, NoteRegister } from "./citations.ts";
import type { Block, Cell, Run, Section, Table } from "./model.ts";
import { say } from "./scribe.ts";
import { runsOf } from "./chart/marks.ts";
import { claimsOf } from "./trace.ts";

/** A table with more marks than these has its notes below itself, so that they do not fill the foot of the page. */
const MARKS_AT_FOOT_MAX = 40;

const sentenceEnds = (text: string): boolean => /[。；;]|\.\s/.test(text);
const derivedOf = (run: Run): string[] => (run.basis?.kind === "figure" && run.basis.derived ? [run.basis.derived] : []);

/** Paragraph runs with note numbers: one note for neighbours of one sentence that cite the same sources. */
function noted(runs: readonly Run[], citations: Citations, register: NoteRegister): Run[] {
  const out = joined(runs);
  const cites = out.map((r, i) => ({ i, claims: claimsOf(r) })).filter((c) => c.claims.length > 0 && out[c.i]!.text !== "");
  let pending: string[] = [];
  let derived: string[] = [];
  cites.forEach((cite, k) => {
    pending.push(...cite.claims);
    derived.push(...derivedOf(out[cite.i]!));
    const next = cites[k + 1];
    const own = citations.sourcesOf(cite.claims).join();
    const same = next !== undefined && own === citations.sourcesOf(next.claims).join() && !out.slice(cite.i + 1, next.i).some((r) => sentenceEnds(r.text));
    if (same) return;
    out[cite.i]!.note = citations.note(pending, derived, register);
    pending = [];
    derived = [];
  });
  return out.flatMap((run, i) => apart(run, out[i - 1], out[i + 1]));
}

/** Neighbouring plain words as one run. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  const plain = (r: Run | undefined): r is Run => r !== undefined && r.basis === undefined && !r.strong && !r.quiet && r.mark === undefined;
  for (const run of runs) {
    const last = out.at(-1);
    if (plain(last) && plain(run)) last.text += run.text;
    else out.push({ ...run });
  }
  return out;
}

/**
 * A raised number right behind a digit would read as one number with it: such a note moves behind the words up to the next mark of punctuation.
 * Where another figure comes first it stays, set a little off.
 */
const mustMove = (run: Run | undefined, next: Run | undefined): boolean =>
  run?.note !== undefined && /[\p{Nd}²]$/u.test(run.text) && next !== undefined && next.basis === undefined && /^\s*[^\s，。；：、（(,;:.].*[，。；：、（(,;:.]/s.test(next.text);

function apart(run: Run, before: Run | undefined, next: Run | undefined): Run[] {
  if (mustMove(run, next)) {
    const { note: _moved, ...rest } = run;
    return [rest];
  }
  if (!mustMove(before, run)) return [run];
  const stop = run.text.search(/[，。；：、（(,;:.]/);
  return [{ ...run, text: run.text.slice(0, stop), note: before!.note! }, { ...run, text: run.text.slice(stop) }];
}

/** Runs of a row that call for a note: its figures, and whatever else rests on claims that none of its figures cites. */
function callsOf(row: readonly Cell[]): Set<Run> {
  const calls = new Set<Run>();
  const cited = new Set<string>();
  const runs = row.flat().filter((r) => r.text !== "" && claimsOf(r).length > 0);
  for (const run of runs) {
    if (run.basis?.kind !== "figure") continue;
    calls.add(run);
    for (const id of claimsOf(run)) cited.add(id);
  }
  for (const run of runs) {
    if (calls.has(run) || claimsOf(run).every((id) => cited.has(id))) continue;
    calls.add(run);
    for (const id of claimsOf(run)) cited.add(id);
  }
  return calls;
}

/** Letters a, b, … z, aa, ab …: no digit beside a digit. */
export function letterOf(n: number): string {
  return n < 26 ? String.fromCharCode(97 + n) : letterOf(Math.floor(n / 26) - 1) + letterOf(n % 26);
}

/** In one cell the last of neighbours with the same mark bears it. */
function marked(cell: Cell, calls: ReadonlySet<Run>, markOf: (run: Run) => Partial<Run>): Cell {
  const out = cell.map((run): Run => (calls.has(run) ? { ...run, ...markOf(run) } : { ...run }));
  let later = "";
  for (let i = out.length - 1; i >= 0; i -= 1) {
    const mark = out[i]!.letter ?? (out[i]!.note === undefined ? "" : String(out[i]!.note));
    if (mark === "") continue;
    if (mark === later) {
      delete out[i]!.letter;
      delete out[i]!.note;
    }
    later = mark;
  }
  return out;
}

function notedTable(table: Table, citations: Citations, register: NoteRegister): Table {
  const calls = table.rows.map(callsOf);
  const marks = calls.reduce((sum, set) => sum + set.size, 0);
  if (marks === 0) return table;
  if (marks <= MARKS_AT_FOOT_MAX) {
    const rows = table.rows.map((row, r) => row.map((cell) => marked(cell, calls[r]!, (run) => ({ note: citations.note(claimsOf(run), derivedOf(run), register) }))));
    return { ...table, rows };
  }
  const own = new NoteRegister();
  const rows = table.rows.map((row, r) => row.map((cell) => marked(cell, calls[r]!, (run) => ({ letter: letterOf(citations.noteIn(claimsOf(run), derivedOf(run), own, () => own.known.size).no) }))));
  return { ...table, rows, notes: [...own.known.values()] };
}

function notedBlock(block: Block, citations: Citations, register: NoteRegister): Block {
  switch (block.kind) {
    case "para": return { ...block, runs: noted(block.runs, citations, register) };
    case "list": return { ...block, items: block.items.map((runs) => noted(runs, citations, register)) };
    case "table": return notedTable(block, citations, register);
    case "chart": {
      const runs = runsOf(block.chart).flat();
      const claims = [...new Set(runs.flatMap(claimsOf))];
      if (claims.length === 0) return block;
      // The line below the drawing calls one note on all that is drawn: who reads it in Word has no links in the picture.
      const no = citations.note(claims, runs.flatMap(derivedOf), register);
      const refs = citations.sourcesOf(claims).map((n) => citations.ref(n));
      const line = refs.map((ref, i) => (i === refs.length - 1 ? { ...ref, note: no } : ref));
      return { ...block, note: [...(block.note ?? []), ...citations.scribe.of(say`来源：${line}`, say`Sources: ${line}`)] };
    }
    default: return block;
  }
}

/** The sections with notes on all their figures. Numbers follow the reader's eye. */
export function withNotes(sections: readonly Section[], citations: Citations): Section[] {
  return sections.map((section) => {
    const register = new NoteRegister();
    return { ...section, blocks: section.blocks.map((block) => notedBlock(block, citations, register)) };
  });
}

/** Rows that are not printed are in the data: their claims are numbered behind all others. */
export function numberRest(sections: readonly Section[], citations: Citations): void {
  for (const section of sections) for (const block of section.blocks) if (block.kind === "table") for (const row of block.rest ?? []) for (const cell of row) for (const run of cell) for (const id of claimsOf(run)) citations.claimNo(id);
}

/** What was put off until all claims had their numbers: the notes below dense tables. */
export function withFinishedNotes(sections: readonly Section[], citations: Citations, printed: number): Section[] {
  return sections.map((s) => ({ ...s, blocks: s.blocks.map((b) => (b.kind === "table" && b.notes ? { ...b, notes: b.notes.map((n) => citations.finished(n, printed)) } : b)) }));
}
