/**
 * Looks into a zip archive (docx, xlsx) before anything inflates, then inflates one part at a time, in chunks.
 * Invariant: no more than the budget is ever inflated, whatever the archive's own headers claim.
 *
 * The directory is read here rather than through a stream library because the checks need all of it at once: parts that
 * overlap (Fifield, "A better zip bomb", WOOT 2019), that repeat a name, or that lie outside the file.
 */
import { createInflateRaw, crc32 } from "node:zlib";
import type { ReadLimits } from "./model.ts";
import { FileRefusal, refuse } from "./refusal.ts";

export interface ArchiveEntry {
  name: string;
  method: number;
  packed: number;
  size: number;
  crc: number;
  offset: number;
  encrypted: boolean;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const ENTRIES_MAX = 20_000;
const RATIO_FLOOR_BYTES = 16 * 1024 * 1024;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
}

/** The central directory. Refuses archives that are cut short or that lie about themselves. */
export function readDirectory(bytes: Uint8Array): ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) {
    throw refuse.damaged({ zh: `压缩包在第 ${bytes.length} 字节处中断，缺少目录`, en: `the archive stops at byte ${bytes.length}, before its directory` }, { byte: bytes.length });
  }
  const base = end.at - end.size - end.offset;
  if (base < 0) throw refuse.damaged({ zh: "压缩包目录的位置超出文件", en: "the archive's directory points outside the file" }, { byte: end.at });
  if (end.count > ENTRIES_MAX) throw bomb({ zh: `压缩包含 ${end.count} 个部件`, en: `the archive has ${end.count} parts` });
  const entries: ArchiveEntry[] = [];
  let at = base + end.offset;
  for (let i = 0; i < end.count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
      throw refuse.damaged({ zh: "压缩包目录损坏", en: "the archive's directory is broken" }, { byte: at });
    }
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const entry: ArchiveEntry = {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll("\\", "/"),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true) + base,
    };
    readZip64(view, at + 46 + nameLength, extraLength, entry, base);
    entries.push(entry);
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  checkOverlap(entries, bytes.length);
  return entries;
}

function findEnd(view: DataView): { at: number; count: number; size: number; offset: number } | undefined {
  const lowest = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    const plain = { at, count: view.getUint16(at + 10, true), size: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true) };
    const locator = at - 20;
    if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) return plain;
    const wide = Number(view.getBigUint64(locator + 8, true));
    if (wide + 56 > view.byteLength || view.getUint32(wide, true) !== 0x06064b50) return plain;
    return { at: wide, count: Number(view.getBigUint64(wide + 32, true)), size: Number(view.getBigUint64(wide + 40, true)), offset: Number(view.getBigUint64(wide + 48, true)) };
  }
  return undefined;
}

function readZip64(view: DataView, start: number, length: number, entry: ArchiveEntry, base: number): void {
  for (let at = start; at + 4 <= start + length && at + 4 <= view.byteLength;) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let field = at + 4;
      const next = () => (field + 8 <= view.byteLength ? Number(view.getBigUint64((field += 8) - 8, true)) : 0);
      if (entry.size === 0xffffffff) entry.size = next();
      if (entry.packed === 0xffffffff) entry.packed = next();
      if (entry.offset - base === 0xffffffff) entry.offset = next() + base;
    }
    at += 4 + size;
  }
}

function checkOverlap(entries: ArchiveEntry[], fileBytes: number): void {
  const names = new Set<string>();
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (names.has(entry.name)) throw bomb({ zh: "压缩包中有同名部件", en: "the archive holds two parts of one name" }, entry.name);
    names.add(entry.name);
    if (entry.offset < free) throw bomb({ zh: "压缩包的部件互相重叠", en: "parts of the archive overlap" }, entry.name);
    free = entry.offset + 30 + entry.packed;
    if (free > fileBytes) {
      throw refuse.damaged({ zh: "部件超出文件末尾", en: "the part runs past the end of the file" }, { part: entry.name, byte: entry.offset });
    }
  }
}

function bomb(what: { zh: string; en: string }, part?: string): FileRefusal {
  return new FileRefusal("files/zip-bomb", {
    zh: `${what.zh}，疑为压缩炸弹`,
    en: `${what.en}: this looks like a zip bomb`,
    status: 413,
    hint: { zh: "若文件可信，请打开后另存再试。", en: "If the file is to be trusted, open it and save it anew." },
  }, part === undefined ? {} : { part });
}

/** An archive opened under limits: one budget of inflated bytes for all of its parts. */
export class Archive {
  readonly entries: ReadonlyMap<string, ArchiveEntry>;
  readonly #bytes: Uint8Array;
  readonly #limits: ReadLimits;
  #left: number;

  constructor(bytes: Uint8Array, limits: ReadLimits) {
    this.entries = new Map(readDirectory(bytes).map((e) => [e.name, e]));
    this.#bytes = bytes;
    this.#limits = limits;
    this.#left = limits.inflated_bytes_max;
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** A part's bytes, chunk by chunk, checked against its checksum at the end. */
  async *chunks(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name);
    if (entry === undefined) throw refuse.damaged({ zh: "缺少部件", en: "a part is missing" }, { part: name });
    if (entry.encrypted) throw refuse.encrypted("archive");
    const packed = this.#packed(entry);
    let done = 0;
    let sum = 0;
    for await (const chunk of inflate(packed, entry)) {
      done += chunk.length;
      this.#left -= chunk.length;
      sum = crc32(chunk, sum);
      this.#check(entry, done);
      yield chunk;
    }
    if (sum !== entry.crc) throw refuse.damaged({ zh: "部件的校验和不符", en: "the part does not match its checksum" }, { part: name, byte: entry.offset });
  }

  #packed(entry: ArchiveEntry): Uint8Array {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    if (entry.offset + 30 > this.#bytes.length || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) {
      throw refuse.damaged({ zh: "部件的头损坏", en: "the part's header is broken" }, { part: entry.name, byte: entry.offset });
    }
    const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
    return this.#bytes.subarray(start, start + entry.packed);
  }

  #check(entry: ArchiveEntry, done: number): void {
    if (done > RATIO_FLOOR_BYTES && done > Math.max(1, entry.packed) * this.#limits.inflate_ratio_max) {
      throw bomb({ zh: `${entry.packed} 字节展开后超过 ${this.#limits.inflate_ratio_max} 倍`, en: `${entry.packed} bytes inflate to more than ${this.#limits.inflate_ratio_max} times their size` }, entry.name);
    }
    if (this.#left < 0) {
      throw refuse.tooLarge("inflated_bytes_max", this.#limits.inflated_bytes_max, { zh: `展开后超过 ${this.#limits.inflated_bytes_max} 字节`, en: `inflates to more than ${this.#limits.inflated_bytes_max} bytes` }, { part: entry.name });
    }
  }
}

async function* inflate(packed: Uint8Array, entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
  if (entry.method === 0) {
    yield packed;
    return;
  }
  if (entry.method !== 8) {
    throw refuse.damaged({ zh: `不支持的压缩方法 ${entry.method}`, en: `unknown compression method ${entry.method}` }, { part: entry.name });
  }
  const stream = createInflateRaw({ chunkSize: 64 * 1024 });
  stream.end(packed);
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof FileRefusal || !(error instanceof Error && "errno" in error)) throw error;
    throw refuse.damaged({ zh: `部件无法展开（${error.message}）`, en: `the part does not inflate (${error.message})` }, { part: entry.name, byte: entry.offset });
  }
}
