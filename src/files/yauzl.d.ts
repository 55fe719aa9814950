/** The part of yauzl that the room uses; the package brings no types of its own. */
declare module "yauzl" {
  import type { Readable } from "node:stream";

  export interface Entry {
    fileName: string;
    compressionMethod: number;
    compressedSize: number;
    uncompressedSize: number;
    crc32: number;
    relativeOffsetOfLocalHeader: number;
    isEncrypted(): boolean;
  }

  export interface ZipFile {
    readonly entryCount: number;
    readEntry(): void;
    on(event: "entry", listener: (entry: Entry) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    openReadStream(entry: Entry, done: (error: Error | null, stream?: Readable) => void): void;
  }

  export interface Options {
    autoClose?: boolean;
    lazyEntries?: boolean;
    validateEntrySizes?: boolean;
  }

  export class RandomAccessReader {
    read(target: Buffer, offset: number, length: number, position: number, done: (error: Error | null, bytesRead?: number) => void): void;
    _readStreamForRange(start: number, end: number): Readable;
  }

  export function fromRandomAccessReader(reader: RandomAccessReader, size: number, options: Options, done: (error: Error | null, zip?: ZipFile) => void): void;
}
