/**
 * SVG by parts: elements from escaped values, the fill patterns of the four kinds of statement, text measured well enough to lay out.
 * Pure. Invariant: no text reaches the markup unescaped, and a chart is legible without colour.
 */
import type { Modality } from "../../kernel/index.ts";

export const INK = "#1a1a1a";
export const GREY = "#6b6b6b";
export const LINE = "#c8c8c8";
export const ACCENT = "#1f4e79";
export const FONT = "Noto Sans SC";

/** Characters that XML cannot hold are dropped; the five of markup are escaped. */
export function xml(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

type Value = string | number;

/** One element. Children are markup already. */
export function el(name: string, attributes: Readonly<Record<string, Value | undefined>>, ...children: readonly string[]): string {
  const written = Object.entries(attributes).filter(([, v]) => v !== undefined).map(([k, v]) => ` ${k}="${typeof v === "number" ? num(v) : xml(v!)}"`).join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Two decimals: enough for the eye, and the same bytes everywhere. */
export const num = (value: number): string => String(Number(value.toFixed(2)));

export const text = (x: number, y: number, words: string, more: Readonly<Record<string, Value | undefined>> = {}): string => el("text", { x, y, "font-family": FONT, "font-size": 10, fill: INK, ...more }, xml(words));

/** Width in units of the font's size: a Han character one, a Latin one a little over half. */
export function emWidth(words: string): number {
  let width = 0;
  for (const c of words) width += (c.codePointAt(0) ?? 0) > 0x2e7f ? 1 : /[iljt.,;:'|! ]/.test(c) ? 0.3 : /[mwMW%]/.test(c) ? 0.9 : 0.57;
  return width;
}

/** Words in lines no wider than this; a single word may exceed it. */
export function wrap(words: string, em: number, lines_max = 3): string[] {
  const parts = words.match(/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+/gu) ?? [];
  const lines: string[] = [""];
  for (const part of parts) {
    const line = lines.at(-1)!;
    if (line !== "" && emWidth(line + part) > em && !/^[\s，。；：、）”》%]/.test(part)) lines.push(part.trimStart());
    else lines[lines.length - 1] = line + part;
  }
  if (lines.length <= lines_max) return lines;
  return [...lines.slice(0, lines_max - 1), `${lines[lines_max - 1]!.slice(0, -1)}…`];
}

/** Hatch of planned figures. The id is unique in a page that holds several charts. */
export function hatch(id: string): string {
  return el("defs", {}, el("pattern", { id, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, el("rect", { width: 5, height: 5, fill: "#ffffff" }), el("rect", { width: 1.6, height: 5, fill: INK })));
}

/** Solid, hatched, hollow, dotted: how a bar of each kind is drawn. */
export function barStyle(modality: Modality, hatch_id: string): Record<string, Value> {
  switch (modality) {
    case "actual": return { fill: ACCENT };
    case "planned": return { fill: `url(#${hatch_id})`, stroke: INK, "stroke-width": 0.8 };
    case "target": return { fill: "#ffffff", stroke: INK, "stroke-width": 1.2 };
    case "forecast": return { fill: "#ffffff", stroke: INK, "stroke-width": 1, "stroke-dasharray": "1.5 2" };
  }
}

/** The flag of a target, its foot at this point. */
export const flag = (x: number, y: number): string => el("path", { d: `M${num(x)} ${num(y)}v-9l7 2.5l-7 2.5`, fill: INK, stroke: INK, "stroke-width": 0.8 });

export function svg(width: number, height: number, label: string, ...children: readonly string[]): string {
  return el("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${num(width)} ${num(height)}`, width, height, role: "img", "aria-label": label }, ...children);
}
