/**
 * The pen that charts are drawn with: the same strokes on paper (ink on white) and on the page (the page's own colours, light or dark).
 * Invariant: no word reaches the markup unescaped; kinds of statement differ in fill and line, never in colour alone; each mark is wrapped and placed once.
 */
import type { Lang, Modality } from "../../kernel/index.ts";
import { MODALITY_WORDS } from "../number-words.ts";
import type { ChartDef } from "./definition.ts";
import { marksOf, wordsOf, type Mark } from "./marks.ts";
import { ACCENT, el, emWidth, FONT, GREY, INK, LINE, num, xml } from "./svg.ts";

export interface Look {
  ink: string;
  grey: string;
  line: string;
  /** What marks are filled and outlined with. */
  bar: string;
  ground: string;
  warn: string;
  /** A font's name where the reader's own is not to be taken. */
  font?: string;
  /** Added to each size of type. */
  larger: number;
}

export const PAPER: Look = { ink: INK, grey: GREY, line: LINE, bar: ACCENT, ground: "#ffffff", warn: "#9a5b00", font: FONT, larger: 0 };
/** Colours of the page by name; `currentColor` lets a mark in hand change as a whole. */
export const PAGE: Look = { ink: "var(--ink)", grey: "var(--ink-2)", line: "var(--line)", bar: "currentColor", ground: "var(--paper)", warn: "var(--warn)", larger: 2 };

export interface DrawOptions {
  lang: Lang;
  /** Tells the patterns of several charts in one page apart. */
  id: string;
  /** In pixels; the width of a text column on paper where left out. */
  width?: number;
  look?: Look;
  /** Where a mark leads; a mark that leads nowhere is no link. */
  href?: (mark: Mark) => string | undefined;
}

/** Where a mark stands in the drawing, in its own pixels. */
export interface Placed {
  mark: Mark;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Drawing {
  svg: string;
  width: number;
  height: number;
  placed: Placed[];
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Value = string | number | undefined;
export const PAPER_WIDTH = 480;
const REACH_MIN = 24;

export class Pen {
  readonly lang: Lang;
  readonly id: string;
  readonly look: Look;
  readonly width: number;
  readonly placed: Placed[] = [];
  readonly #marks: ReadonlyMap<object, Mark>;
  readonly #href: DrawOptions["href"];
  #offset = { x: 0, y: 0 };

  constructor(chart: ChartDef, options: DrawOptions) {
    this.lang = options.lang;
    this.id = options.id;
    this.look = options.look ?? PAPER;
    this.width = options.width ?? PAPER_WIDTH;
    this.#marks = new Map(marksOf(chart).map((m) => [m.part, m]));
    this.#href = options.href;
  }

  /** On the page marks can be touched, so they have room to be. */
  get onPage(): boolean {
    return this.look.font === undefined;
  }

  size(px: number): number {
    return px + this.look.larger;
  }

  /** Width of words at a size. */
  measure(words: string, px: number): number {
    return emWidth(words) * this.size(px);
  }

  text(x: number, y: number, words: string, px: number, more: Readonly<Record<string, Value>> = {}): string {
    // The sign of an open finding stands apart from the words that it marks.
    const marked = words.endsWith("▲");
    const sign = marked ? [el("tspan", { fill: this.look.warn, "font-size": this.size(px) * 0.8, dx: 1 }, "▲")] : [];
    return el("text", { x, y, "font-family": this.look.font, "font-size": this.size(px), fill: this.look.ink, "aria-hidden": this.#href ? "true" : undefined, ...more }, xml(marked ? words.slice(0, -1) : words), ...sign);
  }

  /** Words that must not pass this room are set smaller rather than cut. */
  within(x: number, y: number, words: string, px: number, room: number, more: Readonly<Record<string, Value>> = {}): string {
    const width = this.measure(words, px);
    return this.text(x, y, words, px, width > room ? { "font-size": Math.max(6, (this.size(px) * room) / width), ...more } : more);
  }

  line(x1: number, y1: number, x2: number, y2: number, more: Readonly<Record<string, Value>> = {}): string {
    return el("line", { x1, y1, x2, y2, stroke: this.look.line, "stroke-width": 0.8, ...more });
  }

  /** The drawing of one part of the definition, as a link where it leads anywhere. */
  mark(part: object, box: Box, ...children: readonly string[]): string {
    const mark = this.#marks.get(part);
    if (!mark) return children.join("");
    const reach = this.onPage ? grown(box) : box;
    this.placed.push({ mark, x: reach.x + this.#offset.x, y: reach.y + this.#offset.y, width: reach.width, height: reach.height });
    const to = this.#href?.(mark);
    const area = this.onPage ? [el("rect", { class: "reach", x: reach.x, y: reach.y, width: reach.width, height: reach.height, fill: "transparent" })] : [];
    if (to === undefined) return el("g", { "data-mark": mark.id }, ...area, ...children);
    const title = this.onPage && (mark.node !== undefined || derivedOf(mark) !== "") ? [el("title", {}, xml([wordsOf(mark, this.lang), derivedOf(mark)].filter(Boolean).join(" · ")))] : [];
    return el("a", { href: to, "data-mark": mark.id, "aria-label": title.length > 0 ? undefined : wordsOf(mark, this.lang) }, ...title, ...area, ...children);
  }

  /** Draws something elsewhere. */
  shifted(x: number, y: number, draw: () => readonly string[]): string {
    const before = this.#offset;
    this.#offset = { x: before.x + x, y: before.y + y };
    try {
      return el("g", { transform: `translate(${num(x)} ${num(y)})` }, ...draw());
    } finally {
      this.#offset = before;
    }
  }

  /** Solid, hatched, hollow, dotted: how an area of each kind is drawn. */
  fill(modality: Modality): Record<string, Value> {
    const { bar, ground } = this.look;
    const outline = this.onPage ? bar : this.look.ink;
    switch (modality) {
      case "actual": return { fill: bar };
      case "planned": return { fill: `url(#${this.id}-h)`, stroke: outline, "stroke-width": 0.8 };
      case "target": return { fill: ground, stroke: outline, "stroke-width": 1.2 };
      case "forecast": return { fill: ground, stroke: outline, "stroke-width": 1.2, "stroke-dasharray": "1.5 2" };
    }
  }

  /** What a mark's lines are drawn with. */
  get stroke(): string {
    return this.onPage ? this.look.bar : this.look.ink;
  }

  /** The flag of a target, its foot at this point. */
  flag(x: number, y: number): string {
    return el("path", { d: `M${num(x)} ${num(y)}v-9l7 2.5l-7 2.5`, fill: this.stroke, stroke: this.stroke, "stroke-width": 0.8 });
  }

  hatch(): string {
    const ink = this.onPage ? "currentColor" : this.look.ink;
    return el("defs", {}, el("pattern", { id: `${this.id}-h`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, el("rect", { width: 5, height: 5, fill: this.look.ground }), el("rect", { width: 1.6, height: 5, fill: ink })));
  }

  word(modality: Modality): string {
    return MODALITY_WORDS[this.lang][modality];
  }

  whole(height: number, alt: string, children: readonly string[]): Drawing {
    const { width } = this;
    const svg = el("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${num(width)} ${num(height)}`, width, height, role: this.#href ? "group" : "img", "aria-label": alt }, this.hatch(), ...children);
    return { svg, width, height, placed: this.placed };
  }
}

/** How a figure was worked out, where it is no claim's own. */
const derivedOf = ({ label }: Mark): string => (label.basis?.kind === "figure" ? (label.basis.derived ?? "") : "");

/** A finger needs room: small marks reach beyond themselves. */
function grown({ x, y, width, height }: Box): Box {
  const [w, h] = [Math.max(width, REACH_MIN), Math.max(height, REACH_MIN)];
  return { x: x - (w - width) / 2, y: y - (h - height) / 2, width: w, height: h };
}
