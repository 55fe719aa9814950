/**
 * Looks into a zip archive (docx, xlsx) before anything inflates, then inflates one part at a time, in chunks.
 * Invariant: no more than the budget is ever inflated, whatever the archive's own headers claim.
 *
 * Reading the container is yauzl's work. What is judged here are the bounds, which need the whole directory at once: parts
 * that overlap (Fifield, "A better zip bomb", WOOT 2019) or repeat a name, sizes declared and sizes met, and checksums.
 */
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { fromRandomAccessReader, RandomAccessReader } from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import type { ReadLimits } from "./model.ts";
import { FileRefusal, refuse } from "./refusal.ts";

const END_SIGNATURE = Uint8Array.of(0x50, 0x4b, 5, 6);
const END_BYTES = 22;
const ENTRIES_MAX = 20_000;
const RATIO_FLOOR_BYTES = 16 * 1024 * 1024;
const READ_BYTES = 256 * 1024;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
}

/** Bytes in memory. It answers at once, so that a directory is read without waiting (`fromBuffer` would wait a turn for each entry). */
class BytesReader extends RandomAccessReader {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = bytes;
  }

  override read(target: Buffer, offset: number, length: number, position: number, done: (error: Error | null, bytesRead?: number) => void): void {
    const found = this.#bytes.subarray(position, position + length);
    target.set(found, offset);
    done(null, found.length);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const bytes = this.#bytes;
    return Readable.from((function* () {
      for (let at = start; at < end; at += READ_BYTES) yield bytes.subarray(at, Math.min(end, at + READ_BYTES));
    })(), { objectMode: false });
  }
}

interface Directory {
  zip: ZipFile;
  entries: Entry[];
}

/** The directory. Refuses archives that are cut short or that lie about themselves. */
export function readDirectory(bytes: Uint8Array): Directory {
  const zip = openZip(withoutTail(bytes));
  if (zip.entryCount > ENTRIES_MAX) throw bomb({ zh: `压缩包含 ${zip.entryCount} 个部件`, en: `the archive has ${zip.entryCount} parts` });
  const entries: Entry[] = [];
  let flaw: Error | undefined;
  zip.on("entry", (entry) => void entries.push(entry));
  zip.on("error", (error) => void (flaw = error));
  while (entries.length < zip.entryCount) {
    const before = entries.length;
    zip.readEntry();
    if (flaw?.message.includes("encryption") === true) throw refuse.encrypted("archive");
    if (entries.length === before) throw refuse.damaged({ zh: "压缩包目录损坏", en: `the archive's directory is broken (${flaw?.message ?? "a part without a name"})` }, { byte: bytes.length });
  }
  checkOverlap(entries, bytes.length);
  return { zip, entries };
}

function openZip(bytes: Uint8Array): ZipFile {
  let opened: ZipFile | undefined;
  let flaw: Error | null = null;
  fromRandomAccessReader(new BytesReader(bytes), bytes.length, { autoClose: false, lazyEntries: true, validateEntrySizes: false }, (error, zip) => {
    flaw = error;
    opened = zip;
  });
  if (opened !== undefined) return opened;
  throw refuse.damaged({ zh: `压缩包在第 ${bytes.length} 字节处中断，或目录损坏`, en: `the archive stops at byte ${bytes.length}, before its directory, or is broken (${(flaw as Error | null)?.message ?? ""})` }, { byte: bytes.length });
}

/** Without bytes that were added behind the archive (downloads do that), which yauzl would not have. */
function withoutTail(bytes: Uint8Array): Uint8Array {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = data.lastIndexOf(END_SIGNATURE);
  if (at === -1 || at + END_BYTES > data.length) return bytes;
  return bytes.subarray(0, at + END_BYTES + data.readUInt16LE(at + 20));
}

function checkOverlap(entries: readonly Entry[], fileBytes: number): void {
  const names = new Set<string>();
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    const { fileName: part, relativeOffsetOfLocalHeader: offset } = entry;
    if (names.has(part)) throw bomb({ zh: "压缩包中有同名部件", en: "the archive holds two parts of one name" }, part);
    names.add(part);
    if (offset < free) throw bomb({ zh: "压缩包的部件互相重叠", en: "parts of the archive overlap" }, part);
    free = offset + 30 + entry.compressedSize;
    if (free > fileBytes) throw refuse.damaged({ zh: "部件超出文件末尾", en: "the part runs past the end of the file" }, { part, byte: offset });
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
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #zip: ZipFile;
  readonly #limits: ReadLimits;
  #left: number;

  constructor(bytes: Uint8Array, limits: ReadLimits) {
    const { zip, entries } = readDirectory(bytes);
    this.#entries = new Map(entries.map((e) => [e.fileName, e]));
    this.#zip = zip;
    this.#limits = limits;
    this.#left = limits.inflated_bytes_max;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** A part's bytes, chunk by chunk, checked against its checksum at the end. */
  async *chunks(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw refuse.damaged({ zh: "缺少部件", en: "a part is missing" }, { part: name });
    if (entry.isEncrypted()) throw refuse.encrypted("archive");
    this.#check(entry, entry.uncompressedSize, this.#left - entry.uncompressedSize);
    let done = 0;
    let sum = 0;
    for await (const chunk of inflate(this.#zip, entry)) {
      done += chunk.length;
      this.#left -= chunk.length;
      sum = crc32(chunk, sum);
      this.#check(entry, done, this.#left);
      yield chunk;
    }
    if (sum !== entry.crc32 || done !== entry.uncompressedSize) {
      throw refuse.damaged({ zh: "部件的校验和不符", en: "the part does not match its checksum" }, { part: name, byte: entry.relativeOffsetOfLocalHeader });
    }
  }

  /** Asked of the declared size before anything inflates, and of the true size as it grows. */
  #check(entry: Entry, size: number, left: number): void {
    const packed = entry.compressedSize;
    if (size > RATIO_FLOOR_BYTES && size > Math.max(1, packed) * this.#limits.inflate_ratio_max) {
      throw bomb({ zh: `${packed} 字节展开后超过 ${this.#limits.inflate_ratio_max} 倍`, en: `${packed} bytes inflate to more than ${this.#limits.inflate_ratio_max} times their size` }, entry.fileName);
    }
    if (left < 0) {
      throw refuse.tooLarge("inflated_bytes_max", this.#limits.inflated_bytes_max, { zh: `展开后超过 ${this.#limits.inflated_bytes_max} 字节`, en: `inflates to more than ${this.#limits.inflated_bytes_max} bytes` }, { part: entry.fileName });
    }
  }
}

async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const place = { part: entry.fileName, byte: entry.relativeOffsetOfLocalHeader };
  const broken = (error: Error) => refuse.damaged({ zh: `部件无法展开（${error.message}）`, en: `the part does not inflate (${error.message})` }, place);
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (opened === undefined ? reject(broken(error ?? new Error("no stream"))) : resolve(opened)));
  });
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const next = await chunks.next().catch((error: Error) => {
        throw broken(error);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}
