/**
 * Markdown as the reader sees it: headings, list items, table rows; marks and link targets left out.
 * Invariant: HTML inside the Markdown is treated as in a page, so scripts and hidden parts stay out.
 */
import { htmlFragmentText } from "./html.ts";
import { pageScale } from "./html-dom.ts";
import type { Parsed, ReadLimits } from "./model.ts";
import { dateFrom, factsFromText, mergeFacts, titleFromLines } from "./page-facts.ts";
import { parsePlain, plainText } from "./plain.ts";

export async function parseMarkdown(bytes: Uint8Array, limits: ReadLimits): Promise<Parsed> {
  const { text: source, encoding, problems } = plainText(bytes, limits);
  const { front, body } = frontMatter(source);
  const { marked } = await import("marked");
  const html = await marked.parse(body, { gfm: true, async: true });
  if (pageScale(html) === "flat") return parsePlain(bytes, limits);
  const lines = await htmlFragmentText(html, limits);
  const text = lines.out.toString();
  const heading = lines.out.segments.find((s) => s.locator.heading !== undefined);
  const title = front.get("title") ?? (heading === undefined ? titleFromLines(text) : text.slice(heading.start, heading.end));
  const stated = { title, publisher: front.get("publisher") ?? front.get("source"), published: dateFrom(front.get("date") ?? front.get("published")) };
  return { text, encoding, problems, segments: lines.out.segments, tables: lines.out.tables, meta: mergeFacts(stated, factsFromText(text)) };
}

/** `key: value` lines between two `---` at the very start. */
function frontMatter(source: string): { front: Map<string, string>; body: string } {
  const match = /^---\n([\s\S]{0,5000}?)\n---\n/.exec(source);
  const front = new Map<string, string>();
  if (match === null) return { front, body: source };
  for (const line of (match[1] as string).split("\n")) {
    const pair = /^(\w+):\s*(.+)$/.exec(line);
    if (pair !== null) front.set((pair[1] as string).toLowerCase(), (pair[2] as string).trim().replace(/^(["'])(.*)\1$/, "$2"));
  }
  return { front, body: source.slice(match[0].length) };
}
