/**
 * Web pages: the article, not the menus. Mozilla's Readability proposes the main part; a density measure (Chinese pages often
 * lay text out in tables and divs that Readability thins out) stands in where Readability drops most of the text.
 * Invariant: no script, style or hidden part ever reaches the text, and nothing is run or fetched.
 */
import type { Problem } from "../kernel/index.ts";
import { decodeText } from "./encoding.ts";
import { normaliseLines } from "./canonical-text.ts";
import { isElement, openDocument, pageScale } from "./html-dom.ts";
import type { DomDocument, DomElement, DomNode } from "./html-dom.ts";
import { collapse, HtmlLines, isHidden } from "./html-lines.ts";
import { metaFromPage } from "./html-meta.ts";
import type { FileMeta, Parsed, ReadLimits } from "./model.ts";
import { factsFromText, languageOfBody, mergeFacts } from "./page-facts.ts";

/** Containers that the common Chinese publishing systems put an article in. */
const ARTICLE_PLACES = ["#UCAP-CONTENT", ".TRS_Editor", ".TRS_UEDITOR", "#zoom", "#Zoom", "[itemprop=articleBody]", ".article-content", ".pages_content", "#js_content", ".v_news_content"];
const CLUTTER = /(?:^|[\s_-])(?:nav|navbar|menu|crumbs?|breadcrumbs?|footer|foot|sidebar|share|sharing|related|recommend|comments?|copyright|pager|pagination|toolbar|banner|advert|ads?|login|search)(?:$|[\s_-])/i;

/** Reads a page; the title is put before the text when the article itself lacks it. */
export async function parseHtml(bytes: Uint8Array, limits: ReadLimits): Promise<Parsed> {
  const { text: html, encoding, problems } = decodePage(bytes, limits);
  const scale = pageScale(html);
  if (scale === "flat") return parseFlat(html, encoding, limits, problems);
  const document = await openDocument(html);
  const stated = metaFromPage(document);
  const whole = visibleText(rootOf(document));
  const levels = headingLevels(document);
  const main = await mainPart(document, scale === "article" ? html : undefined);
  const lines = new HtmlLines(limits.text_chars_max, levels);
  for (const node of main) lines.block(node);
  const text = lines.out.toString();
  if (stated.title !== undefined && !squeezed(text.slice(0, 2000)).includes(squeezed(stated.title).slice(0, 30))) {
    const titled = new HtmlLines(limits.text_chars_max, levels);
    titled.line(stated.title, 1);
    for (const node of main) titled.block(node);
    return finish(titled, encoding, problems, stated, whole);
  }
  return finish(lines, encoding, problems, stated, whole);
}

/** The body; the whole tree where a careless page has put its text outside of one. */
function rootOf(document: DomDocument): DomElement {
  const { body } = document;
  return body !== null && (body.textContent ?? "").trim() !== "" ? body : (document.documentElement ?? document);
}

/** Readability lowers h1 to h2; the page's own levels are kept. */
function headingLevels(document: DomDocument): Map<string, number> {
  const levels = new Map<string, number>();
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) levels.set(collapse(heading.textContent ?? "").trim(), Number(heading.localName[1]));
  return levels;
}

function finish(lines: HtmlLines, encoding: string, problems: Problem[], stated: FileMeta, whole: string): Parsed {
  const text = lines.out.toString();
  const noted = [...problems];
  if (text.trim() === "") noted.push({ code: "files/no-text", message: { zh: "页面没有正文（可能由脚本生成）", en: "the page has no text (it may be built by script)" } });
  const found = { ...factsFromText(whole), language: text.trim() === "" ? undefined : languageOfBody(text) };
  return { text, encoding, problems: noted, segments: lines.out.segments, tables: lines.out.tables, meta: mergeFacts({ ...stated, language: undefined }, found) };
}

/** Marked-down text arrives here as HTML that is all article. */
export async function htmlFragmentText(html: string, limits: ReadLimits): Promise<HtmlLines> {
  const lines = new HtmlLines(limits.text_chars_max);
  const document = await openDocument(`<!doctype html><html><head></head><body>${html}</body></html>`);
  if (document.body !== null) lines.block(document.body);
  return lines;
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}

/** The declared charset helps where the bytes leave a choice; bytes that are valid UTF-8 are UTF-8. */
function decodePage(bytes: Uint8Array, limits: ReadLimits): { text: string; encoding: string; problems: Problem[] } {
  let decoded = decodeText(bytes, limits.text_chars_max);
  const head = String.fromCharCode(...bytes.subarray(0, 2048));
  const declared = /charset\s*=\s*["']?\s*([\w-]{3,20})/i.exec(head)?.[1]?.toLowerCase();
  if (declared !== undefined && !/^utf/.test(decoded.encoding) && !/^utf/.test(declared)) {
    try {
      const decoder = new TextDecoder(/^gb/.test(declared) ? "gb18030" : declared, { fatal: true });
      decoded = { text: decoder.decode(bytes), encoding: decoder.encoding, problems: [] };
    } catch {
      // an unknown or untrue declaration: what the bytes show stands
    }
  }
  return { ...decoded, text: normaliseLines(decoded.text).text };
}

function visibleText(root: DomNode): string {
  const lines = new HtmlLines(Number.MAX_SAFE_INTEGER);
  lines.block(root);
  return lines.out.toString();
}

async function mainPart(document: DomDocument, html: string | undefined): Promise<DomNode[]> {
  const body = rootOf(document);
  const dense = densePart(body);
  const denseMass = massOf(dense).text;
  for (const place of ARTICLE_PLACES) {
    const element = document.querySelector(place);
    if (element !== null && massOf(element).text >= Math.max(60, denseMass * 0.5)) return [element];
  }
  const article = html === undefined ? undefined : await readabilityPart(html);
  const chosen = article !== undefined && massOf(article).text >= Math.max(1, denseMass * 0.7) ? article : dense;
  dropClutter(chosen);
  return [chosen];
}

async function readabilityPart(html: string): Promise<DomElement | undefined> {
  const { Readability } = await import("@mozilla/readability");
  try {
    const copy = await openDocument(html);
    for (const element of [...copy.querySelectorAll("*")]) if (isHidden(element) && element.localName !== "head") element.remove();
    const reader = new Readability<unknown>(copy as never, { charThreshold: 120, serializer: (node) => node, disableJSONLD: true });
    const content = reader.parse()?.content;
    return content === undefined || content === null ? undefined : (content as DomElement);
  } catch {
    return undefined; // some trees defeat it; the density measure takes over
  }
}

interface Mass {
  text: number;
  links: number;
}

/** Text that reads as prose or figures, and text inside links, below a node. */
function massOf(node: DomNode): Mass {
  return weigh(node, false, undefined);
}

function weigh(node: DomNode, linked: boolean, index: Map<DomNode, Mass> | undefined): Mass {
  if (node.nodeType === 3) {
    const text = collapse(node.nodeValue ?? "").trim();
    if (linked) return { text: 0, links: text.length };
    const prose = text.length > 30 || /[。！？；，、：]|[a-z][,.;]\s|\d/.test(text);
    return { text: prose ? text.length : 0, links: 0 };
  }
  const sum: Mass = { text: 0, links: 0 };
  if (isElement(node) && isHidden(node)) return sum;
  const inLink = linked || (isElement(node) && node.localName === "a");
  for (const child of node.childNodes) {
    const mass = weigh(child, inLink, index);
    sum.text += mass.text;
    sum.links += mass.links;
  }
  index?.set(node, sum);
  return sum;
}

/** Descends to the smallest element that still holds four fifths of the prose of the page. */
function densePart(body: DomElement): DomElement {
  const index = new Map<DomNode, Mass>();
  weigh(body, false, index);
  const textOf = (node: DomNode) => index.get(node)?.text ?? 0;
  let at = body;
  for (;;) {
    let next: DomElement | undefined;
    for (const child of at.childNodes) {
      if (isElement(child) && !/^(?:p|h[1-6]|table|ul|ol)$/.test(child.localName) && textOf(child) > 0 && textOf(child) >= textOf(at) * 0.8) next = child;
    }
    if (next === undefined) return at;
    at = next;
  }
}

/** Menus and the like inside the chosen part: blocks made of links, or named as clutter with little text. */
function dropClutter(root: DomElement): void {
  const index = new Map<DomNode, Mass>();
  const total = Math.max(1, weigh(root, false, index).text);
  for (const element of [...root.querySelectorAll("nav, header, footer, aside, div, ul, ol, dl, p, section, form, table, td")]) {
    if (element.parentNode === null) continue;
    const mass = index.get(element) ?? { text: 0, links: 0 };
    const named = CLUTTER.test(`${element.getAttribute("class") ?? ""} ${element.getAttribute("id") ?? ""}`) || element.localName === "nav" || element.localName === "footer";
    const isMenu = mass.links > mass.text * 2 && element.querySelectorAll("a").length >= 3 && !(element.localName === "td" && hasFigures(element));
    if ((named && mass.text < total * 0.3) || isMenu) element.remove();
  }
}

/** A table of linked names with figures beside them is data, not a menu. */
function hasFigures(cell: DomElement): boolean {
  return /\d/.test(cell.textContent ?? "");
}

/** Without a tree: for pages nested beyond reason. Tags become line ends; scripts and styles are cut out. */
function parseFlat(html: string, encoding: string, limits: ReadLimits, problems: Problem[]): Parsed {
  const lines = new HtmlLines(limits.text_chars_max);
  const bare = cutElements(html, ["script", "style", "noscript", "template", "svg", "head"]);
  for (const piece of bare.split(/<[^>]*>?/)) {
    const text = piece.trim();
    if (text !== "") lines.line(collapse(decodeEntities(text)));
  }
  const noted: Problem = {
    code: "files/html-too-deep",
    message: { zh: "页面嵌套过深或过大，未区分正文与菜单", en: "the page is nested too deep or too large to tell the article from the menus; all its text was taken" },
  };
  return finish(lines, encoding, [...problems, noted], {}, lines.out.toString());
}

/** Removes elements with their content by plain search: linear, whatever the markup. */
function cutElements(html: string, names: string[]): string {
  const pattern = new RegExp(`<(${names.join("|")})[\\s>/]`, "gi");
  const lower = html.toLowerCase();
  const kept: string[] = [];
  let at = 0;
  for (let match = pattern.exec(html); match !== null; match = pattern.exec(html)) {
    kept.push(html.slice(at, match.index));
    const close = lower.indexOf(`</${(match[1] as string).toLowerCase()}`, match.index);
    if (close === -1) return kept.join("");
    at = close;
    pattern.lastIndex = close;
  }
  kept.push(html.slice(at));
  return cutComments(kept.join(""));
}

function cutComments(html: string): string {
  const kept: string[] = [];
  let at = 0;
  for (let open = html.indexOf("<!--"); open !== -1; open = html.indexOf("<!--", at)) {
    kept.push(html.slice(at, open));
    const close = html.indexOf("-->", open);
    if (close === -1) return kept.join("");
    at = close + 3;
  }
  kept.push(html.slice(at));
  return kept.join("");
}

function decodeEntities(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, dec?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = dec !== undefined ? Number(dec) : Number.parseInt(hex as string, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}
