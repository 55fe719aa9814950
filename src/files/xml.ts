/**
 * XML parts of office files as events. Tokenizing is saxes' work; the bounds are ours.
 * Invariant: no entity is expanded but the five of XML and character references, and a document type declaration is refused
 * outright (office formats forbid it), so no entity bomb exists here; memory is bounded by the depth and by the longest
 * stretch between two tags.
 */
import { SaxesParser } from "saxes";
import type { Archive } from "./archive.ts";
import { FileRefusal, refuse } from "./refusal.ts";

/** As written, with prefixes; see `attributesOf`. */
export type Attributes = Readonly<Record<string, string>>;

/** Names come without prefix. Text may arrive in several pieces. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

const DEPTH_MAX = 1_000;
const STRETCH_CHARS_MAX = 32_000_000;

/** Flaws that leave no doubt what is meant: stray characters and references. What saxes would drop (`<` in a value) is none of them, nor is structure. */
const FORGIVEN = /^(?:disallowed character\.|disallowed character in entity name|undefined entity|empty entity name|malformed character entity|the string "\]\]>"|duplicate attribute|text data outside of root|document must contain a root|malformed comment|version number|encoding value|standalone value|.*XML declaration)/;
const DECLARATION = /^(?:incorrect syntax|inappropriately located doctype)/;

/** Stands for an ampersand that begins no reference, which saxes would read on from to the next semicolon. No character of XML. */
const BARE_AMPERSAND = "\uFFFF";

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
  readonly #part: string;
  readonly #parser = new SaxesParser({ xmlns: false, position: false });
  #cut = "";
  #piece = "";
  #before = 0;
  #depth = 0;
  #stretch = 0;

  constructor(part: string, handler: XmlHandler) {
    this.#part = part;
    const text = (piece: string) => {
      this.#stretch = 0;
      handler.text(plain(piece));
    };
    this.#parser.on("text", text);
    this.#parser.on("cdata", text);
    this.#parser.on("opentag", ({ name, attributes }) => {
      this.#stretch = 0;
      this.#depth += 1;
      if (this.#depth > DEPTH_MAX) throw this.#damaged({ zh: `嵌套超过 ${DEPTH_MAX} 层`, en: `nested deeper than ${DEPTH_MAX}` });
      handler.open(local(name), attributes);
    });
    this.#parser.on("closetag", ({ name }) => {
      this.#depth -= 1;
      handler.close(local(name));
    });
    this.#parser.on("doctype", () => {
      throw this.#declaration();
    });
    this.#parser.on("error", ({ message }) => {
      if (DECLARATION.test(message)) throw this.#declaration();
      if (!FORGIVEN.test(message) || this.#piece[this.#parser.position - this.#before - 1] === "<") throw this.#damaged({ zh: `XML 有误（${message}）`, en: `the XML is not well-formed (${message})` });
    });
  }

  push(chunk: string): void {
    const source = this.#cut + chunk;
    const whole = source.length - cutReference(source);
    this.#cut = source.slice(whole);
    this.#write(source.slice(0, whole));
  }

  end(): void {
    this.#write(this.#cut);
    this.#parser.close();
  }

  #write(source: string): void {
    this.#before += this.#piece.length;
    this.#piece = mended(source);
    this.#stretch += source.length;
    this.#parser.write(this.#piece);
    if (this.#stretch > STRETCH_CHARS_MAX) throw this.#damaged({ zh: "标签或文字没有结束", en: "a tag or a text does not end" });
  }

  #declaration(): FileRefusal {
    return new FileRefusal("files/xml-declaration", {
      zh: "XML 含有文档类型声明（可能是实体炸弹），已拒绝",
      en: "the XML has a document type declaration, as entity bombs do; refused",
      hint: { zh: "办公文件不允许此声明：请用原程序另存。", en: "Office files do not allow it: save the file anew in its own program." },
    }, { part: this.#part });
  }

  #damaged(what: { zh: string; en: string }): FileRefusal {
    return refuse.damaged(what, { part: this.#part, byte: this.#parser.position });
  }
}

/** Length of what may be the first half of a reference at the end of a chunk. */
function cutReference(source: string): number {
  const at = source.lastIndexOf("&");
  return at === -1 || source.length - at > 9 || source.includes(";", at) ? 0 : source.length - at;
}

function mended(source: string): string {
  const clean = source.includes(BARE_AMPERSAND) ? source.replaceAll(BARE_AMPERSAND, "\uFFFD") : source;
  return clean.includes("&") ? clean.replace(/&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});)/g, BARE_AMPERSAND) : clean;
}

function plain(text: string): string {
  return text.includes(BARE_AMPERSAND) ? text.replaceAll(BARE_AMPERSAND, "&") : text;
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Attributes by local name (a prefix is dropped, `r:id` gives `id`). */
export function attributesOf(attributes: Attributes): Record<string, string> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const name in attributes) found[local(name)] = plain(attributes[name] ?? "");
  return found;
}
