/**
 * A document tree as lines of canonical text: blocks, headings, list items and table rows each a line, cells separated by tabs.
 * Invariant: white space is collapsed as a browser would; a line break in the source between two Han characters is none.
 */
import { CanonicalText } from "./canonical-text.ts";
import { isElement } from "./html-dom.ts";
import type { DomElement, DomNode } from "./html-dom.ts";
import { tableOf } from "./table.ts";

const SILENT = new Set(["script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "math", "audio", "video", "button", "select", "textarea", "input", "head", "map", "dialog"]);
const BLOCK = new Set(["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption"]);

export function isHidden(element: DomElement): boolean {
  if (SILENT.has(element.localName) || element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true") return true;
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute("style") ?? "");
}

/** White space as a browser shows it; line ends between Han characters join them. */
export function collapse(text: string): string {
  return text.replace(/[ \t\r\n\f\u00a0]+/g, (run, at: number) => {
    if (!run.includes("\n")) return " ";
    const before = text[at - 1];
    const after = text[at + run.length];
    return before !== undefined && after !== undefined && isWide(before) && isWide(after) ? "" : " ";
  });
}

function isWide(char: string): boolean {
  return /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(char);
}

export class HtmlLines {
  readonly out: CanonicalText;
  #line = "";
  #paragraph = 0;
  #heading: number | undefined;

  readonly #levels: ReadonlyMap<string, number>;

  /** `levels`: heading text → level in the page itself, for a tree that has been rearranged. */
  constructor(textCharsMax: number, levels: ReadonlyMap<string, number> = new Map()) {
    this.out = new CanonicalText(textCharsMax);
    this.#levels = levels;
  }

  /** Writes one line of its own. */
  line(text: string, heading?: number): void {
    this.#flush();
    this.#line = text;
    this.#heading = heading;
    this.#flush();
  }

  block(node: DomNode): void {
    this.#walk(node);
    this.#flush();
  }

  #flush(): void {
    const line = this.#line.replace(/[ \u3000]+/g, (run) => (run.includes("\u3000") ? "\u3000" : " ")).replace(/^[\s\u3000]+|[\s\u3000]+$/g, "").replace(/ *\t */g, "\t");
    this.#line = "";
    if (line === "") return;
    this.#paragraph += 1;
    const heading = this.#heading;
    this.out.add(line, heading === undefined ? { paragraph: this.#paragraph } : { paragraph: this.#paragraph, heading });
    this.out.add("\n");
  }

  #walk(node: DomNode): void {
    if (node.nodeType === 3) {
      this.#line += collapse(node.nodeValue ?? "");
      return;
    }
    if (!isElement(node) && node.nodeType !== 9 && node.nodeType !== 11) return;
    if (isElement(node)) {
      if (isHidden(node)) return;
      if (this.#special(node)) return;
    }
    const block = isElement(node) && BLOCK.has(node.localName);
    if (block) this.#flush();
    for (const child of node.childNodes) this.#walk(child);
    if (block) this.#flush();
  }

  /** Elements with a way of their own; true when done with. */
  #special(element: DomElement): boolean {
    const name = element.localName;
    if (name === "br") {
      this.#flush();
      return true;
    }
    if (/^h[1-6]$/.test(name)) {
      const text = collapse(element.textContent ?? "").trim();
      this.line(text, this.#levels.get(text) ?? Number(name[1]));
      this.#heading = undefined;
      return true;
    }
    if (name === "pre") {
      for (const line of (element.textContent ?? "").split("\n")) this.line(line);
      return true;
    }
    if (name === "table" && isDataTable(element)) {
      this.#table(element);
      return true;
    }
    return false;
  }

  #table(element: DomElement): void {
    this.#flush();
    const start = this.out.length;
    const caption = collapse(element.querySelector("caption")?.textContent ?? "").trim();
    if (caption !== "") this.line(caption);
    const grid: { row: number; cells: string[] }[] = [];
    const below: { text: string; left: number }[] = [];
    let row = 0;
    for (const tr of element.querySelectorAll("tr")) {
      row += 1;
      const cells = rowCells(tr, below);
      this.line(cells.shown.join("\t").replace(/\t+$/, ""));
      grid.push({ row, cells: cells.full });
    }
    const sized = grid.filter((r) => r.cells.some((c) => c !== ""));
    if (sized.length > 0) this.out.tables.push(tableOf(sized, { name: caption === "" ? undefined : caption, start, end: this.out.length }));
  }
}

/** A row's cells as shown, and with the values of cells that span rows from above filled in. */
function rowCells(tr: DomElement, below: { text: string; left: number }[]): { shown: string[]; full: string[] } {
  const shown: string[] = [];
  const full: string[] = [];
  let column = 0;
  const takeSpans = () => {
    for (let span = below[column]; span !== undefined && span.left > 0; span = below[column]) {
      full.push(span.text);
      span.left -= 1;
      column += 1;
    }
  };
  for (const cell of tr.childNodes) {
    if (!isElement(cell) || (cell.localName !== "td" && cell.localName !== "th")) continue;
    takeSpans();
    const text = cellText(cell);
    const across = Math.min(100, Math.max(1, Number(cell.getAttribute("colspan")) || 1));
    const down = Math.min(10_000, Math.max(1, Number(cell.getAttribute("rowspan")) || 1));
    for (let i = 0; i < across; i += 1) {
      full.push(i === 0 ? text : "");
      below[column] = { text: i === 0 ? text : "", left: down - 1 };
      column += 1;
    }
    shown.push(text);
  }
  takeSpans();
  return { shown, full };
}

function cellText(cell: DomElement): string {
  const pieces: string[] = [];
  const gather = (node: DomNode): void => {
    if (node.nodeType === 3) pieces.push(node.nodeValue ?? "");
    else if (isElement(node) && !isHidden(node)) {
      if (BLOCK.has(node.localName) || node.localName === "br") pieces.push(" ");
      for (const child of node.childNodes) gather(child);
      if (BLOCK.has(node.localName)) pieces.push(" ");
    }
  };
  for (const child of cell.childNodes) gather(child);
  return collapse(pieces.join("")).replace(/\s+/g, " ").trim();
}

/** Tables of figures, not of layout: two rows and columns at least, no table inside, cells of modest length. */
function isDataTable(table: DomElement): boolean {
  if (table.querySelector("table") !== null) return false;
  const rows = [...table.querySelectorAll("tr")];
  if (rows.length < 2) return false;
  const cells = [...table.querySelectorAll("td, th")];
  if (cells.length < rows.length * 1.5) return false;
  return cells.every((c) => (c.textContent ?? "").length < 1500);
}
