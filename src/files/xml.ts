/**
 * A small streaming XML reader for the parts of office files.
 * Invariant: it expands no entity but the five of XML and character references, and refuses a document type declaration
 * outright (office formats forbid it), so no entity bomb exists here; memory is bounded by the longest tag.
 */
import type { Archive } from "./archive.ts";
import { FileRefusal, refuse } from "./refusal.ts";

/** Names come without prefix. `raw` is the attribute text; see `attributesOf`. Text may arrive in several pieces. */
export interface XmlHandler {
  open(name: string, raw: string): void;
  close(name: string): void;
  text(text: string): void;
}

const DEPTH_MAX = 1_000;
const TAG_CHARS_MAX = 1_000_000;

/** Reads one part of an archive. */
export async function readXml(archive: Archive, part: string, handler: XmlHandler): Promise<void> {
  const reader = new XmlReader(part, handler);
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of archive.chunks(part)) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? "utf-16le" : chunk[0] === 0xfe && chunk[1] === 0xff ? "utf-16be" : "utf-8");
    reader.push(decoder.decode(chunk, { stream: true }));
  }
  reader.push(decoder?.decode() ?? "");
  reader.end();
}

export class XmlReader {
  #rest = "";
  #names: string[] = [];
  #consumed = 0;
  readonly #part: string;
  readonly #handler: XmlHandler;

  constructor(part: string, handler: XmlHandler) {
    this.#part = part;
    this.#handler = handler;
  }

  push(chunk: string): void {
    const source = this.#rest === "" ? chunk : this.#rest + chunk;
    let at = 0;
    while (at < source.length) {
      const open = source.indexOf("<", at);
      if (open === -1) {
        at = this.#looseText(source, at);
        break;
      }
      if (open > at) {
        this.#handler.text(unescapeXml(source.slice(at, open)));
        at = open;
      }
      const next = this.#markup(source, at);
      if (next === -1) {
        if (source.length - at > TAG_CHARS_MAX && !source.startsWith("<![CDATA[", at)) throw this.#damaged({ zh: "标签没有结束", en: "a tag does not end" });
        break;
      }
      at = next;
    }
    this.#rest = source.slice(at);
    this.#consumed += at;
  }

  end(): void {
    if (this.#rest.trim() !== "" || this.#names.length > 0) {
      throw this.#damaged({ zh: `XML 中断，未闭合：${this.#names.at(-1) ?? this.#rest.slice(0, 20)}`, en: `the XML stops with <${this.#names.at(-1) ?? this.#rest.slice(0, 20)}> open` });
    }
  }

  /** Text without a following tag yet: given out, but for a reference that may be cut in two. */
  #looseText(source: string, at: number): number {
    const amp = source.lastIndexOf("&");
    const end = amp >= at && source.length - amp < 16 && !source.includes(";", amp) ? amp : source.length;
    if (end > at) this.#handler.text(unescapeXml(source.slice(at, end)));
    return end;
  }

  /** One piece of markup at `at`; the offset behind it, or -1 when it is not complete yet. */
  #markup(source: string, at: number): number {
    const second = source.charCodeAt(at + 1);
    if (second === 0x3f) return after(source, "?>", at);
    if (second === 0x21) return this.#declaration(source, at);
    const end = tagEnd(source, at + 1);
    if (end === -1) return -1;
    if (second === 0x2f) {
      this.#close(source.slice(at + 2, end).trim());
      return end + 1;
    }
    const empty = source.charCodeAt(end - 1) === 0x2f;
    const body = source.slice(at + 1, empty ? end - 1 : end);
    const space = body.search(/\s/);
    const name = local(space === -1 ? body : body.slice(0, space));
    this.#names.push(name);
    if (this.#names.length > DEPTH_MAX) throw this.#damaged({ zh: `嵌套超过 ${DEPTH_MAX} 层`, en: `nested deeper than ${DEPTH_MAX}` });
    this.#handler.open(name, space === -1 ? "" : body.slice(space));
    if (empty) {
      this.#names.pop();
      this.#handler.close(name);
    }
    return end + 1;
  }

  #close(qualified: string): void {
    const name = local(qualified);
    const open = this.#names.pop();
    if (open !== name) throw this.#damaged({ zh: `标签不配对：${name}`, en: `</${name.slice(0, 40)}> does not match <${open ?? ""}>` });
    this.#handler.close(name);
  }

  #declaration(source: string, at: number): number {
    if (source.startsWith("<!--", at)) return after(source, "-->", at);
    if (source.startsWith("<![CDATA[", at)) {
      const end = source.indexOf("]]>", at);
      if (end === -1) return -1;
      this.#handler.text(source.slice(at + 9, end));
      return end + 3;
    }
    if (source.length - at < 9) return -1;
    throw new FileRefusal("files/xml-declaration", {
      zh: "XML 含有文档类型声明（可能是实体炸弹），已拒绝",
      en: "the XML has a document type declaration, as entity bombs do; refused",
      hint: { zh: "办公文件不允许此声明：请用原程序另存。", en: "Office files do not allow it: save the file anew in its own program." },
    }, { part: this.#part });
  }

  #damaged(what: { zh: string; en: string }): FileRefusal {
    return refuse.damaged(what, { part: this.#part, byte: this.#consumed });
  }
}

function after(source: string, mark: string, at: number): number {
  const end = source.indexOf(mark, at);
  return end === -1 ? -1 : end + mark.length;
}

/** The `>` that ends a tag; one inside a quoted attribute does not. */
function tagEnd(source: string, from: number): number {
  let at = from;
  for (;;) {
    const end = source.indexOf(">", at);
    if (end === -1) return -1;
    const mark = openQuote(source.slice(at, end));
    if (mark === undefined) return end;
    const closing = source.indexOf(mark, end);
    if (closing === -1) return -1;
    at = closing + 1;
  }
}

/** The quotation mark left open at the end of a piece of a tag. */
function openQuote(piece: string): string | undefined {
  let at = 0;
  for (;;) {
    const double = piece.indexOf('"', at);
    const single = piece.indexOf("'", at);
    const open = double === -1 ? single : single === -1 ? double : Math.min(double, single);
    if (open === -1) return undefined;
    const mark = piece[open] as string;
    const closing = piece.indexOf(mark, open + 1);
    if (closing === -1) return mark;
    at = closing + 1;
  }
}

function local(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

/** Attributes by local name (a prefix is dropped, `r:id` gives `id`). */
export function attributesOf(raw: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const match of raw.matchAll(/([^\s=:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    found[match[1] as string] = unescapeXml(match[2] ?? match[3] ?? "");
  }
  return found;
}

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/g, (whole, hex?: string, dec?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(dec);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\uFFFD";
  });
}
