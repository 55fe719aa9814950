/**
 * A paper as PDF, set by Typst: tagged, with bookmarks, language, embedded fonts cut to what is used.
 * Invariant: the paper travels as JSON beside a fixed layout, so that nothing in it can be markup; the same paper gives the same bytes.
 */
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../kernel/index.ts";
import { drawChart } from "../chart/index.ts";
import type { Block, Paper, Run } from "../model.ts";
import { letterOf } from "../notes.ts";
import { claimsOf } from "../trace.ts";
import { fontFiles } from "./fonts.ts";
import { settablePaper } from "./glyphs.ts";

/** A drawing higher than this share of its width may float to the foot of a page; others keep their place. */
const TALL = 0.62;

/** A row with a cell longer than this may be broken across pages. */
const LONG_CELL_CHARS = 800;

/** [text, kind, where it leads, sign, note (negative: called before), strong, quiet, letter of a note below the table] */
type SetRun = [string, string, string | null, string | null, number | null, boolean, boolean, string | null];

/** The paper as the layout reads it: only letters that the fonts have, controls and line breaks as spaces. */
export function typstData(whole: Paper): Record<string, unknown> {
  const paper = settablePaper(whole);
  const numbers = new Map(paper.claims.map((c) => [c.claim, c.no]));
  const to = (run: Run): string | null => {
    if (run.basis?.kind === "ref") return `#${run.basis.target}`;
    const no = claimsOf(run).map((id) => numbers.get(id)).find((n) => n !== undefined);
    if (no !== undefined) return `#c${no}`;
    const first = claimsOf(run)[0];
    return first && paper.meta.base ? `${paper.meta.base}/claims/${encodeURIComponent(first)}` : null;
  };
  const address = (claim: string): string | null => (numbers.has(claim) ? `#c${numbers.get(claim)}` : paper.meta.base ? `${paper.meta.base}/claims/${encodeURIComponent(claim)}` : null);
  const called = new Set<number>();
  const call = (no: number | undefined): number | null => {
    if (no === undefined) return null;
    if (called.has(no)) return -no;
    called.add(no);
    return no;
  };
  const run = (r: Run): SetRun => [r.text, r.basis?.kind === "figure" ? r.basis.modality : (r.basis?.kind ?? ""), to(r), r.mark ?? null, call(r.note), r.strong ?? false, r.quiet ?? false, r.letter ?? null];
  const runs = (rs: readonly Run[]): SetRun[] => rs.filter((r) => r.text !== "").map(run);
  let charts = 0;
  let tables = 0;
  const block = (b: Block): Record<string, unknown> => {
    switch (b.kind) {
      case "para": return { kind: b.kind, role: b.role, runs: runs(b.runs) };
      case "heading": return { kind: b.kind, runs: runs(b.runs) };
      case "list": return { kind: b.kind, items: b.items.map(runs) };
      case "table": return { kind: b.kind, no: (tables += 1), long: b.rows.some((row) => row.some((cell) => cell.reduce((sum, r) => sum + r.text.length, 0) > LONG_CELL_CHARS)), title: runs(b.title), columns: b.columns.map((c) => ({ head: c.head, end: c.align === "end", width: c.width ?? 1 })), rows: b.rows.map((row) => row.map(runs)), note: runs(b.note ?? []), notes: (b.notes ?? []).map((n) => ({ letter: letterOf(n.no), runs: runs(n.runs) })) };
      case "chart": {
        const { svg, width, height, placed } = drawChart(b.chart, { lang: paper.meta.lang, id: `x${(charts += 1)}` });
        // Where each mark stands, in shares of the picture, and where it leads.
        const links = placed.flatMap(({ mark, ...at }) => {
          const leads = mark.claims.map((id) => address(id)).find((a) => a !== null);
          return leads === undefined ? [] : [{ x: at.x / width, y: at.y / height, w: at.width / width, h: at.height / height, to: leads }];
        });
        return { kind: b.kind, float: b.chart.kind !== "map" && height / width > TALL, map: b.chart.kind === "map", title: runs(b.title), alt: b.chart.alt, svg, ratio: height / width, links, note: runs(b.note ?? []) };
      }
    }
  };
  const { meta, words } = paper;
  return {
    lang: meta.lang, title: meta.title, subtitle: meta.subtitle, issuer: meta.issuer, date: meta.built_on.split("-").map(Number),
    cover: { lines: paper.cover.lines.map(runs), note: runs(paper.cover.note) },
    sections: paper.sections.map((s, i) => ({ id: s.id, title: s.title, page: i === 1 && paper.sections[0]!.id === "summary", blocks: s.blocks.map(block) })),
    notes: paper.notes.map((n) => runs(n.runs)),
    sources: paper.sources.map((s) => ({ no: s.no, runs: runs(s.runs), address: s.address ?? null })),
    claims: paper.claims.map((c) => ({ no: c.no, source_no: c.source_no, runs: runs(c.runs), value: run(c.value), quote: c.quote ?? null })),
    left_out: paper.claims_left_out > 0 ? words.left_out : null,
    words: { contents: words.contents, sources: words.sources, claims: words.claims, claim_heads: meta.lang === "zh" ? ["号", "记载", "原值", "来源"] : ["No.", "Claim", "Value", "Source"] },
  };
}

/** @throws AppError `report/missing-font`, `report/typesetting`. */
export async function renderPdf(paper: Paper): Promise<Uint8Array> {
  const fonts = fontFiles();
  const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler");
  const layout = readFileSync(new URL("../../../data/report/paper.typ", import.meta.url), "utf8");
  const workspace = tmpdir(); // nothing is written there: the two files exist in the compiler's memory only
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...new Set(fonts.map((f) => f.folder))] }] });
  try {
    compiler.mapShadow(join(workspace, "paper.json"), Buffer.from(JSON.stringify(typstData(paper))));
    return new Uint8Array(compiler.pdf({ mainFileContent: layout }));
  } catch (error) {
    throw new AppError("report/typesetting", { cause: String((error as Error).message).slice(0, 2_000) }, {
      status: 500, zh: "排版失败，未生成 PDF", en: "typesetting failed; no PDF was made", hint: { zh: "请改用 HTML 或 DOCX，并把此错误告知维护者", en: "use HTML or DOCX meanwhile, and report this error" },
    });
  } finally {
    compiler.resetShadow();
    compiler.evictCache(0);
  }
}
