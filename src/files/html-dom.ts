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
const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "tr", "td", "th", "dt", "dd", "option", "tbody", "thead"]);

/** False for pages that no person wrote: nested hundreds deep, or tens of megabytes of markup. */
export function fitsTree(html: string): boolean {
  if (html.length > TREE_CHARS_MAX) return false;
  let depth = 0;
  for (const match of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})/g)) {
    if (VOID.has((match[2] as string).toLowerCase())) continue;
    depth = Math.max(0, depth + (match[1] === "/" ? -1 : 1));
    if (depth > DEPTH_MAX) return false;
  }
  return true;
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
