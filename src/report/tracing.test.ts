/**
 * Every number that a reader sees in the finished PDF and DOCX is traced back to a claim. The files are read as a stranger would read them: text and structure
 * of the PDF by its tags, the DOCX by its XML. Page numbers, contents, headings' and captions' own numbers and calls of notes are set aside by their place in
 * the structure, never by their value.
 */
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fillWithReference } from "../documents/index.ts";
import { fixedClock } from "../kernel/index.ts";
import type { Claim } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { marksOf } from "./chart/index.ts";
import { claimsOf, compose, linesOf, loadMaterial, renderAs, type Material, type Paper, type Run } from "./index.ts";
import { partsOf } from "./zip-for-test.ts";

const NUMBER = /\p{Nd}[\p{Nd},.]*/gu;
/** Figures of a text, without what only punctuates behind them. */
const figuresIn = (text: string): string[] => (text.normalize("NFKC").match(NUMBER) ?? []).map((t) => t.replace(/[.,]+$/, ""));
const counted = (list: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of list.toSorted()) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
};

interface Piece {
  path: string;
  text: string;
  content: number;
}
interface Node {
  role?: string;
  type?: string;
  id?: string;
  children?: Node[];
}

/** The text of a PDF with the path of tags above each piece. */
async function piecesOf(bytes: Uint8Array): Promise<Piece[]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pieces: Piece[] = [];
  for (let n = 1; n <= document.numPages; n += 1) {
    const page = await document.getPage(n);
    const roles = new Map<string, string>();
    const walk = (node: Node, path: string): void => {
      for (const child of node.children ?? []) if (child.type === "content") roles.set(child.id!, path); else walk(child, `${path}/${child.role}`);
    };
    walk(((await page.getStructTree()) ?? {}) as Node, "");
    const stack: string[] = [];
    let content = 0; // one stretch of marked content; a new one begins a new piece
    for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
      if (!("str" in item)) {
        content += 1;
        if (item.type.startsWith("beginMarkedContent")) stack.push(item.id ? (roles.get(item.id) ?? "") : `#${(item as { tag?: string }).tag}`);
        else if (item.type === "endMarkedContent") stack.pop();
      } else if (item.str !== "") {
        const path = stack.includes("#Artifact") ? "#Artifact" : (stack.at(-1) ?? "#none");
        const last = pieces.at(-1);
        if (last?.path === path && last.content === content) last.text += item.str;
        else pieces.push({ path, text: item.str, content });
        // Each word of a drawing stands for itself.
        if (item.hasEOL || path.includes("/Figure")) content += 1;
      }
    }
  }
  return pieces;
}

/** Headings and captions in one piece each, with their number in front. */
function whole(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const kind = (p: Piece | undefined): string => /\/(Caption|H1)(?=\/|$)/.exec(p?.path ?? "")?.[1] ?? "";
    if (last && kind(piece) !== "" && kind(last) === kind(piece)) last.text += ` ${piece.text}`;
    else joined.push({ ...piece });
  }
  return joined;
}

/** The reading text between the contents and the annex; notes and charts apart. */
function readingOf(raw: readonly Piece[], annex: string): { body: string[]; notes: string[]; charts: string[] } {
  const pieces = whole(raw);
  const begin = pieces.findLastIndex((p) => p.path.includes("/TOC")) + 1;
  const end = pieces.findIndex((p, i) => i > begin && /\/H1/.test(p.path) && p.text.includes(annex));
  const found = { body: [] as string[], notes: [] as string[], charts: [] as string[] };
  for (const { path, text } of pieces.slice(begin, end)) {
    if (path === "#Artifact" || /\/Lbl(\/|$)/.test(path)) continue;
    if (/\/(Note|FENote)(\/|$)/.test(path)) found.notes.push(...figuresIn(text));
    else if (/\/Figure(\/|$)/.test(path)) found.charts.push(...figuresIn(text));
    else if (/\/Caption/.test(path)) found.body.push(...figuresIn(text.replace(/^\s*(?:图|表|Figure|Table)\s*\p{Nd}+/u, "")));
    else if (/\/H1/.test(path)) found.body.push(...figuresIn(text.replace(/^\s*\p{Nd}+(?=\s)/u, "")));
    else found.body.push(...figuresIn(text));
  }
  return found;
}

const SCALE: Record<string, number> = { 万亿: 1e12, 亿: 1e8, 万: 1e4, trillion: 1e12, billion: 1e9, million: 1e6 };

/** Reads a figure's words back, by rules of its own, and holds them against the claim. */
function says(text: string, claim: Claim): boolean {
  if (typeof claim.value !== "number") return figuresIn(text).every((n) => figuresIn(String(claim.value)).map(Number).includes(Number(n)));
  const m = /([\d,]+(?:\.\d+)?)\s*(万亿|亿|万|trillion|billion|million)?\s*(%)?/.exec(text)!;
  const value = Number(m[1]!.replaceAll(",", "")) * (m[2] ? SCALE[m[2]]! : 1) * (m[3] ? 0.01 : 1);
  return Math.abs(value - Math.abs(claim.value)) <= Math.abs(claim.value) * 0.0006 + 1e-9;
}

const periodSays = (text: string, claim: Claim): boolean => {
  const months = "January|February|March|April|May|June|July|August|September|October|November|December".split("|");
  const known = [claim.when, String(claim.value), claim.stated_on].flatMap((w) => figuresIn((w ?? "").replaceAll(/[-/]/g, " "))).map(Number);
  return figuresIn(text).every((n) => known.includes(Number(n))) && months.filter((m) => new RegExp(`\\b${m}\\b`).test(text)).every((m) => known.includes(months.indexOf(m) + 1));
};

let database: Database;
let material: Material;
beforeAll(async () => {
  database = await openForTest();
  const ontology = loadOntology();
  await fillWithReference(database, { actor: "analyst", clock: fixedClock("2026-11-22T08:00:00Z") }, ontology);
  material = await loadMaterial(database, ontology, { clearance: "public", clocks: {}, today: "2026-11-22" });
});
afterAll(async () => await database.close());

const chartRuns = (paper: Paper): Run[] => [...linesOf(paper.sections)].filter((l) => l.where.startsWith("chart ")).flatMap((l) => [...l.runs]);
/** Runs of text and tables, with those of chart titles and notes, which stand outside of the drawing. */
const textRuns = (paper: Paper): Run[] => paper.sections.flatMap((s) => s.blocks.flatMap((b): Run[] => {
  switch (b.kind) {
    case "para":
    case "heading": return b.runs;
    case "list": return b.items.flat();
    case "table": return [...b.title, ...b.rows.flat(2), ...(b.note ?? []), ...(b.notes ?? []).flatMap((n) => n.runs)];
    case "chart": return [...b.title, ...(b.note ?? [])];
  }
}));

describe.each(["zh", "en"] as const)("the reference record's white paper in %s", (lang) => {
  let paper: Paper;
  beforeAll(async () => {
    paper = await compose(material, { lang, profile: "whitepaper" }, { built_on: "2026-11-22", version: "0.0.0" });
  });

  it("says of each claim what the claim says", () => {
    let checked = 0;
    for (const run of [...linesOf(paper.sections)].flatMap((l) => [...l.runs])) {
      if (!/\p{Nd}/u.test(run.text)) continue;
      expect(run.basis, run.text).toBeDefined();
      const claims = claimsOf(run).map((id) => material.claims.get(id)!);
      if (run.basis!.kind === "figure" && !run.basis!.derived && claims[0]!.unit !== "text") expect(says(run.text, claims[0]!), `${run.text} of ${JSON.stringify(claims[0]!.value)}`).toBe(true);
      if (run.basis!.kind === "period") expect(claims.some((c) => periodSays(run.text, c)), `${run.text} of ${claims.map((c) => c.when).join()}`).toBe(true);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(400);
  });

  it("prints no number in the PDF that is not one of those, and leaves none out", async () => {
    const seen = readingOf(await piecesOf(await renderAs("pdf", paper, material)), paper.words.sources);
    expect(seen.body.length).toBeGreaterThan(400);
    expect(counted(seen.body)).toEqual(counted([...textRuns(paper), ...paper.sections.map((s) => ({ text: s.title }))].flatMap((r) => figuresIn(r.text))));
    expect(counted(seen.notes)).toEqual(counted(paper.notes.flatMap((n) => n.runs.flatMap((r) => figuresIn(r.text)))));
    const drawn = new Set(chartRuns(paper).flatMap((r) => figuresIn(r.text)));
    expect(seen.charts.length).toBeGreaterThan(20);
    expect(seen.charts.filter((n) => !drawn.has(n))).toEqual([]);
  });

  it("leads from every mark of a drawing to the claim: links in HTML and over the picture in PDF, a note below it in Word", async () => {
    const numbers = new Map(paper.claims.map((c) => [c.claim, c.no]));
    const marks = paper.sections.flatMap((s) => s.blocks.flatMap((b) => (b.kind === "chart" ? marksOf(b.chart) : [])));
    expect(marks.length).toBeGreaterThan(20);
    const leading = marks.filter((m) => m.claims.some((id) => numbers.has(id)));
    const html = new TextDecoder().decode(await renderAs("html", paper, material));
    const inHtml = [...html.matchAll(/<a href="#c(\d+)" data-mark="m\d+"/g)].map((m) => Number(m[1]));
    expect(inHtml.length).toBe(leading.length);
    for (const no of inHtml) expect(html).toContain(`<li id="c${no}"`);
    const pdf = await getDocument({ data: (await renderAs("pdf", paper, material)).slice(), verbosity: 0 }).promise;
    const boxes: string[] = [];
    for (let n = 1; n <= pdf.numPages; n += 1) for (const a of (await (await pdf.getPage(n)).getAnnotations()) as { subtype: string; dest?: unknown; rect: number[] }[]) if (a.subtype === "Link" && a.dest !== undefined && a.dest !== null) boxes.push(`${n} ${a.rect.map(Math.round).join(" ")}`);
    // Many links are words of the text; those over drawings come on top of them.
    expect(new Set(boxes).size).toBeGreaterThan(leading.length);
    for (const block of paper.sections.flatMap((s) => s.blocks)) {
      if (block.kind !== "chart" || block.chart.kind === "map") continue;
      const called = (block.note ?? []).flatMap((r) => (r.note === undefined ? [] : [r.note]));
      const noted = new Set(paper.notes.filter((n) => called.includes(n.no)).flatMap((n) => n.claims));
      expect(marksOf(block.chart).flatMap((m) => m.claims).filter((id) => !noted.has(id)), block.id).toEqual([]);
    }
  });

  it("prints no number in the DOCX that is not one of those, and leaves none out", async () => {
    const bytes = await renderAs("docx", paper, material);
    const parts = await partsOf(bytes, /^word\/(?:document|footnotes)\.xml$/);
    const [xml, notes] = [parts.get("word/document.xml")!, parts.get("word/footnotes.xml")!];
    const body = xml.slice(xml.indexOf("</w:sdt>") + 8);
    const paragraphs = body.match(/<w:p[ >].*?<\/w:p>/gs) ?? [];
    const annex = paragraphs.findIndex((p) => p.includes('w:val="Heading1"') && p.includes(paper.words.sources));
    // Captions number themselves by fields; a field's own text is not the author's.
    const textOf = (p: string): string => p.replaceAll(/<w:fldSimple.*?<\/w:fldSimple>/gs, "").replaceAll(/<\/w:r>(?=<\/w:hyperlink>|<w:r>|<w:hyperlink)/g, "</w:r>").replaceAll(/<w:instrText.*?<\/w:instrText>/gs, "").match(/<w:t[ >][^<]*<\/w:t>/g)?.map((t) => t.replaceAll(/<[^>]*>/g, "")).join("\u0001") ?? "";
    const seen = paragraphs.slice(0, annex).flatMap((p) => textOf(p).split("\u0001").flatMap(figuresIn));
    expect(counted(seen)).toEqual(counted([...textRuns(paper), ...paper.sections.map((s) => ({ text: s.title }))].flatMap((r) => figuresIn(r.text))));
    const noted = (notes.match(/<w:p[ >].*?<\/w:p>/gs) ?? []).flatMap((p) => textOf(p).split("\u0001").flatMap(figuresIn));
    expect(counted(noted)).toEqual(counted(paper.notes.flatMap((n) => n.runs.flatMap((r) => figuresIn(r.text)))));
    // Every figure of a table is followed by its note, or by the call of one that was given before, or by the letter of one below the table.
    const cells = xml.match(/<w:tc>.*?<\/w:tc>/gs) ?? [];
    const figures = paper.sections.flatMap((s) => s.blocks.flatMap((b) => (b.kind === "table" ? b.rows.flat().filter((cell) => cell.some((r) => r.basis?.kind === "figure")) : [])));
    expect(figures.length).toBeGreaterThan(120);
    expect(figures.every((cell) => cell.some((r) => r.note !== undefined || r.letter !== undefined))).toBe(true);
    expect(cells.filter((c) => /<w:footnoteReference |NOTEREF note_\d+|w:anchor="t\d+-[a-z]+"/.test(c)).length).toBeGreaterThanOrEqual(figures.length);
    expect(xml).toContain("<w:tblHeader/>");
    expect(xml).toMatch(/TOC \\/);
  });
});
