/**
 * A paper as a Word document that stays editable: real styles, footnotes, headings, a table of contents, repeated table headers.
 * Invariant: words reach the file as text of runs, never as markup; every figure leads to its claim in the annex by a bookmark.
 */
import * as docx from "docx";
import { estimatePageNumbersWith } from "docx/layout";
import { chartSvg } from "../chart/index.ts";
import type { Block, Cell, CitedClaim, Paper, Run, Section } from "../model.ts";
import { letterOf } from "../notes.ts";
import { claimsOf } from "../trace.ts";
import { pngOf } from "./picture.ts";

const SERIF = { ascii: "Noto Serif SC", hAnsi: "Noto Serif SC", eastAsia: "Noto Serif SC", cs: "Noto Serif SC" };
const SANS = { ascii: "Noto Sans SC", hAnsi: "Noto Sans SC", eastAsia: "Noto Sans SC", cs: "Noto Sans SC" };
/** Width between the margins, in twentieths of a point and in pixels. */
const TEXT_WIDTH_TWIPS = 9_070;
const TEXT_WIDTH_PX = 600;

type Child = docx.ParagraphChild;

/** A further call of a footnote: a field that Word keeps in step with the note, raised as notes are. */
class NoteCall extends docx.SimpleField {
  constructor(no: number) {
    super(`NOTEREF note_${no} \\f \\h`);
    this.root.push(new docx.TextRun({ text: String(no), superScript: true }));
  }
}

class DocxWriter {
  readonly #paper: Paper;
  readonly #claimNo: ReadonlyMap<string, number>;
  readonly #called = new Set<number>();
  #charts = 0;
  #tables = 0;

  constructor(paper: Paper) {
    this.#paper = paper;
    this.#claimNo = new Map(paper.claims.map((c) => [c.claim, c.no]));
  }

  #anchor(run: Run): string | undefined {
    if (run.basis?.kind === "ref") return run.basis.target.replace(/^c(?=\d)/, "claim-");
    const no = claimsOf(run).map((id) => this.#claimNo.get(id)).find((n) => n !== undefined);
    return no === undefined ? undefined : `claim-${no}`;
  }

  run(run: Run, notes = true): Child[] {
    if (run.text === "") return [];
    const { basis } = run;
    const kind = basis?.kind === "figure" ? basis.modality : basis?.kind;
    const underline = kind === "planned" ? { type: docx.UnderlineType.DASH } : kind === "forecast" ? { type: docx.UnderlineType.DOTTED } : kind === "own" ? { type: docx.UnderlineType.SINGLE } : undefined;
    const words = new docx.TextRun({
      text: clean(run.text), ...(run.strong ? { bold: true, font: SANS } : {}), ...(run.quiet ? { color: "606060" } : {}), ...(underline ? { underline } : {}),
      ...(kind === "target" ? { border: { style: docx.BorderStyle.SINGLE, size: 4, space: 0, color: "1A1A1A" } } : {}),
    });
    const anchor = this.#anchor(run);
    const children: Child[] = [anchor ? new docx.InternalHyperlink({ anchor, children: [words] }) : words];
    if (kind === "planned") children.push(new docx.TextRun({ text: "◔", font: "Segoe UI Symbol" }));
    if (kind === "target") children.push(new docx.TextRun({ text: "⚑", font: "Segoe UI Symbol" }));
    if (run.mark) children.push(new docx.TextRun({ text: run.mark === "open" ? "▲" : "△", superScript: true, color: "9A5B00" }));
    if (notes && run.note !== undefined && /[\d²]$/.test(run.text)) children.push(new docx.TextRun("\u200a"));
    if (notes && run.note !== undefined) children.push(this.#call(run.note));
    if (notes && run.letter !== undefined) children.push(new docx.InternalHyperlink({ anchor: `t${this.#tables}-${run.letter}`, children: [new docx.TextRun({ text: run.letter, superScript: true })] }));
    return children;
  }

  /** The first call of a footnote is the footnote; later ones refer to its number, as Word itself does it. */
  #call(no: number): Child {
    const first = !this.#called.has(no);
    this.#called.add(no);
    return first ? new docx.Bookmark({ id: `note_${no}`, children: [new docx.FootnoteReferenceRun(no)] }) : new NoteCall(no);
  }

  runs(runs: readonly Run[], notes = true): Child[] {
    return runs.flatMap((r) => this.run(r, notes));
  }

  #cell(cell: Cell, width: number, end: boolean): docx.TableCell {
    const children = cell.length === 0 ? [new docx.TextRun({ text: "—", color: "606060" })] : this.runs(cell);
    return new docx.TableCell({ width: { size: width, type: docx.WidthType.DXA }, margins: { left: 60, right: 60, top: 30, bottom: 30 }, children: [new docx.Paragraph({ style: "TableText", children, ...(end ? { alignment: docx.AlignmentType.END } : {}) })] });
  }

  #table(t: Extract<Block, { kind: "table" }>): docx.FileChild[] {
    this.#tables += 1;
    const all = t.columns.reduce((sum, c) => sum + (c.width ?? 1), 0);
    const widths = t.columns.map((c) => Math.floor((TEXT_WIDTH_TWIPS * (c.width ?? 1)) / all));
    const line = { style: docx.BorderStyle.SINGLE, size: 4, color: "C8C8C8" };
    const heavy = { style: docx.BorderStyle.SINGLE, size: 10, color: "1A1A1A" };
    const none = { style: docx.BorderStyle.NONE, size: 0, color: "auto" };
    const head = new docx.TableRow({ tableHeader: true, cantSplit: true, children: t.columns.map((c, i) => new docx.TableCell({ width: { size: widths[i]!, type: docx.WidthType.DXA }, margins: { left: 60, right: 60, top: 40, bottom: 40 }, borders: { bottom: { style: docx.BorderStyle.SINGLE, size: 6, color: "1A1A1A" } }, children: [new docx.Paragraph({ style: "TableHead", children: [new docx.TextRun(clean(c.head))], ...(c.align === "end" ? { alignment: docx.AlignmentType.END } : {}) })] })) });
    const rows = t.rows.map((row) => new docx.TableRow({ cantSplit: true, children: row.map((cell, i) => this.#cell(cell, widths[i]!, t.columns[i]!.align === "end")) }));
    const caption = new docx.Paragraph({ style: "Caption", keepNext: true, children: [new docx.TextRun(`${this.#paper.meta.lang === "zh" ? "表" : "Table "}${this.#paper.meta.lang === "zh" ? " " : ""}`), new docx.SimpleField("SEQ Table \\* ARABIC", String(this.#tables)), new docx.TextRun("　"), ...this.runs(t.title)] });
    return [
      caption, new docx.Table({ columnWidths: widths, width: { size: TEXT_WIDTH_TWIPS, type: docx.WidthType.DXA }, layout: docx.TableLayoutType.FIXED, borders: { top: heavy, bottom: heavy, left: none, right: none, insideHorizontal: line, insideVertical: none }, rows: [head, ...rows] }),
      new docx.Paragraph({ style: "SourceLine", children: this.runs(t.note ?? []) }),
      ...(t.notes ? [new docx.Paragraph({ style: "SourceLine", children: t.notes.flatMap((n) => [new docx.Bookmark({ id: `t${this.#tables}-${letterOf(n.no)}`, children: [new docx.TextRun({ text: letterOf(n.no), superScript: true })] }), new docx.TextRun(" "), ...this.runs(n.runs, false), new docx.TextRun(" ")]) })] : []),
    ];
  }

  async #chart(c: Extract<Block, { kind: "chart" }>): Promise<docx.FileChild[]> {
    this.#charts += 1;
    const svg = chartSvg(c.chart, this.#paper.meta.lang, `x${this.#charts}`);
    const [, w = "480", h = "200"] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    const size = { width: TEXT_WIDTH_PX, height: Math.round((TEXT_WIDTH_PX * Number(h)) / Number(w)) };
    const image = new docx.ImageRun({ type: "svg", data: Buffer.from(svg), transformation: size, fallback: { type: "png", data: await pngOf(svg, Number(w), Number(h)), transformation: size } as never, altText: { title: c.chart.alt, description: c.chart.alt, name: `chart-${this.#charts}` } });
    return [
      new docx.Paragraph({ style: "Caption", keepNext: true, children: [new docx.TextRun(this.#paper.meta.lang === "zh" ? "图 " : "Figure "), new docx.SimpleField("SEQ Figure \\* ARABIC", String(this.#charts)), new docx.TextRun("　"), ...this.runs(c.title)] }),
      new docx.Paragraph({ children: [image], keepNext: true, indent: { firstLine: 0 }, spacing: { line: 240, lineRule: docx.LineRuleType.AUTO } }), new docx.Paragraph({ style: "SourceLine", children: this.runs(c.note ?? []) }),
    ];
  }

  async block(b: Block): Promise<docx.FileChild[]> {
    switch (b.kind) {
      case "para": return [new docx.Paragraph({ style: { lead: "Lead", note: "SourceLine", own: "OwnWords", body: "BodyText" }[b.role], children: this.runs(b.runs) })];
      case "heading": return [new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_2, children: this.runs(b.runs, false) })];
      case "list": return b.items.map((i) => new docx.Paragraph({ style: "BodyText", bullet: { level: 0 }, children: this.runs(i) }));
      case "table": return this.#table(b);
      case "chart": return await this.#chart(b);
    }
  }

  async section(s: Section): Promise<docx.FileChild[]> {
    const blocks: docx.FileChild[] = [];
    for (const b of s.blocks) blocks.push(...(await this.block(b)));
    return [new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, children: [new docx.TextRun(s.title)] }), ...blocks];
  }

  #claim(c: CitedClaim): docx.Paragraph {
    return new docx.Paragraph({ style: "AnnexText", children: [
      new docx.Bookmark({ id: `claim-${c.no}`, children: [new docx.TextRun({ text: `${c.no}　`, color: "606060" })] }), ...this.runs(c.runs, false), new docx.TextRun(this.#paper.meta.lang === "zh" ? "：" : ": "), ...this.run({ ...c.value, basis: { kind: "setting", name: "annex" } }, false),
      new docx.TextRun(" "), new docx.InternalHyperlink({ anchor: `source-${c.source_no}`, children: [new docx.TextRun(`[${c.source_no}]`)] }), ...(c.quote ? [new docx.TextRun({ text: ` ${clean(c.quote)}`, color: "606060" })] : []),
    ] });
  }

  annex(): docx.FileChild[] {
    const { sources, claims, words, claims_left_out } = this.#paper;
    return [
      new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, pageBreakBefore: true, children: [new docx.TextRun(words.sources)] }),
      ...sources.map((s) => new docx.Paragraph({ style: "AnnexText", children: [
        new docx.Bookmark({ id: `source-${s.no}`, children: [new docx.TextRun(`[${s.no}]　`)] }), ...this.runs(s.runs, false), ...(s.address ? [new docx.TextRun(" "), new docx.ExternalHyperlink({ link: s.address, children: [new docx.TextRun({ text: clean(s.address), color: "606060" })] })] : []),
      ] })),
      new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, children: [new docx.TextRun(words.claims)] }), ...claims.map((c) => this.#claim(c)),
      ...(claims_left_out > 0 ? [new docx.Paragraph({ style: "AnnexText", children: [new docx.TextRun(words.left_out)] })] : []),
    ];
  }

  cover(): docx.FileChild[] {
    const { meta, cover, words } = this.#paper;
    return [
      new docx.Paragraph({ style: "Title", spacing: { before: 3_600 }, children: [new docx.TextRun(clean(meta.title))] }), new docx.Paragraph({ style: "Subtitle", children: [new docx.TextRun(clean(meta.subtitle))] }),
      ...cover.lines.map((l) => new docx.Paragraph({ style: "Subtitle", children: this.runs(l, false) })), new docx.Paragraph({ style: "SourceLine", children: this.runs(cover.note, false) }),
      new docx.Paragraph({ style: "ContentsHeading", pageBreakBefore: true, children: [new docx.TextRun(words.contents)] }), new docx.TableOfContents(words.contents, { hyperlink: true, headingStyleRange: "1-2", beginDirty: false }),
      new docx.Paragraph({ children: [new docx.PageBreak()] }),
    ];
  }

  footnotes(): Record<string, { children: docx.Paragraph[] }> {
    return Object.fromEntries(this.#paper.notes.map((n) => [String(n.no), { children: [new docx.Paragraph({ style: "FootnoteText", children: this.runs(n.runs, false) })] }]));
  }
}

// eslint-disable-next-line no-control-regex
const clean = (text: string): string => text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f\ufffe\uffff]+/g, " ");

function styles(zh: boolean): docx.IStylesOptions {
  const language = { value: zh ? "zh-CN" : "en-GB", eastAsia: "zh-CN" };
  const indent = zh ? { firstLine: 420 } : { firstLine: 0 };
  const own = (id: string, name: string, run: docx.IRunStylePropertiesOptions, paragraph: docx.IParagraphStylePropertiesOptions): docx.IParagraphStyleOptions => ({ id, name, basedOn: "Normal", next: id, quickFormat: true, run, paragraph });
  return {
    default: {
      document: { run: { font: SERIF, size: 21, language }, paragraph: { spacing: { line: 340, lineRule: docx.LineRuleType.AUTO, after: 100 } } },
      title: { run: { font: SANS, size: 56, bold: true }, paragraph: { spacing: { after: 200 } } },
      heading1: { run: { font: SANS, size: 32, bold: true, color: "1A1A1A" }, paragraph: { spacing: { before: 480, after: 200 }, keepNext: true } },
      heading2: { run: { font: SANS, size: 23, bold: true, color: "1A1A1A" }, paragraph: { spacing: { before: 280, after: 120 }, keepNext: true } },
      footnoteText: { run: { font: SERIF, size: 16 }, paragraph: { spacing: { after: 20, line: 240 } } },
    },
    paragraphStyles: [
      own("BodyText", "Body Text", {}, { indent }), own("Lead", "Lead", { size: 24 }, { spacing: { before: 120, after: 160 } }), own("OwnWords", "Own Words", {}, { indent: { left: 280 }, border: { left: { style: docx.BorderStyle.SINGLE, size: 12, space: 8, color: "C8C8C8" } } }),
      own("Subtitle", "Subtitle", { font: SANS, size: 24, color: "606060" }, { spacing: { after: 120 } }), own("ContentsHeading", "Contents Heading", { font: SANS, size: 32, bold: true }, { spacing: { after: 200 } }),
      own("Caption", "caption", { font: SANS, size: 18, bold: true }, { spacing: { before: 200, after: 60 }, keepNext: true }), own("SourceLine", "Source Line", { font: SANS, size: 16, color: "606060" }, { spacing: { after: 120, line: 260 } }),
      own("TableText", "Table Text", { font: SANS, size: 16 }, { spacing: { after: 0, line: 240 } }), own("TableHead", "Table Head", { font: SANS, size: 16, bold: true }, { spacing: { after: 0, line: 240 }, keepNext: true }),
      own("AnnexText", "Annex Text", { font: SANS, size: 15 }, { spacing: { after: 40, line: 240 } }),
    ],
  };
}

export async function renderDocx(paper: Paper): Promise<Uint8Array> {
  const { meta } = paper;
  const zh = meta.lang === "zh";
  const writer = new DocxWriter(paper);
  const body: docx.FileChild[] = writer.cover();
  for (const s of paper.sections) body.push(...(await writer.section(s)));
  const small = (children: (string | docx.ParagraphChild)[], alignment: (typeof docx.AlignmentType)[keyof typeof docx.AlignmentType]): docx.Paragraph => new docx.Paragraph({ style: "SourceLine", alignment, children: children.map((c) => (typeof c === "string" ? new docx.TextRun(c) : c)) });
  const document = new docx.Document({
    title: clean(meta.title), subject: clean(meta.subtitle), creator: clean(meta.issuer) || "Lightvalley", description: `edition ${meta.edition}, ledger ${meta.ledger_hash}`, styles: styles(zh), footnotes: writer.footnotes(), pageNumbers: estimatePageNumbersWith({ guess: true }),
    sections: [{
      properties: { titlePage: true, page: { size: { width: 11_906, height: 16_838 }, margin: { top: 1_418, bottom: 1_361, left: 1_418, right: 1_418 } } },
      headers: { default: new docx.Header({ children: [small([clean(meta.title)], docx.AlignmentType.START)] }), first: new docx.Header({ children: [new docx.Paragraph({ children: [] })] }) },
      footers: { default: new docx.Footer({ children: [small([new docx.TextRun({ children: [docx.PageNumber.CURRENT] })], docx.AlignmentType.CENTER)] }), first: new docx.Footer({ children: [new docx.Paragraph({ children: [] })] }) },
      children: [...body, ...writer.annex()],
    }],
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}
