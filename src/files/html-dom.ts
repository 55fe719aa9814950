/**
 * The little of the document object model that this room uses, and the one place that opens it.
 * Invariant: a page that would nest too deep or grow too large for a tree is never given to the tree builder.
 */

export interface DomNode {
  nodeType: number;
  localName?: string;
  nodeValue: string | null;
  textContent: string | null;
  childNodes: ArrayLike<DomNode> & Iterable<DomNode>;
  parentNode: DomNode | null;
}

export interface DomElement extends DomNode {
  localName: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement> & ArrayLike<DomElement>;
  remove(): void;
}

export interface DomDocument extends DomElement {
  body: DomElement | null;
  documentElement: DomElement | null;
  title: string;
}

const DEPTH_MAX = 400;
const TREE_CHARS_MAX = 24_000_000;
const TREE_TAGS_MAX = 300_000;
/** Readability's time grows with the square of the page; real articles have a few hundred to a few thousand elements. */
const ARTICLE_TAGS_MAX = 15_000;
const UNNESTED = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "tr", "td", "th", "dt", "dd", "option", "tbody", "thead"]);

/** What a page is fit for: `article` any measure, `tree` the cheap ones, `flat` no tree at all (nobody wrote such a page by hand). */
export function pageScale(html: string): "article" | "tree" | "flat" {
  if (html.length > TREE_CHARS_MAX) return "flat";
  let depth = 0;
  let tags = 0;
  for (const match of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})?/g)) {
    tags += 1;
    if (tags > TREE_TAGS_MAX) return "flat";
    if (match[2] === undefined || UNNESTED.has(match[2].toLowerCase())) continue;
    depth = Math.max(0, depth + (match[1] === "/" ? -1 : 1));
    if (depth > DEPTH_MAX) return "flat";
  }
  return tags > ARTICLE_TAGS_MAX ? "tree" : "article";
}

/** Parses a page. Scripts are inert text here: nothing is run and nothing is fetched. */
export async function openDocument(html: string): Promise<DomDocument> {
  const { parseHTML } = await import("linkedom");
  const whole = /<html[\s>]/i.test(html.slice(0, 5000)) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`;
  return (parseHTML(whole) as unknown as { document: DomDocument }).document;
}

export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}
