/** One part of a zip as text, for tests that read DOCX and XLSX as a stranger would. */
import { buffer } from "node:stream/consumers";
import yauzl from "yauzl";

interface Zip {
  readEntry(): void;
  on(event: "entry", hear: (entry: { fileName: string }) => void): void;
  on(event: "end", hear: () => void): void;
  openReadStream(entry: { fileName: string }, hear: (error: Error | null, stream: NodeJS.ReadableStream) => void): void;
}

/** Every part whose name fits. */
export async function partsOf(bytes: Uint8Array, wanted: RegExp): Promise<Map<string, string>> {
  const { fromBuffer } = yauzl as unknown as { fromBuffer(bytes: Buffer, options: { lazyEntries: true }, hear: (error: Error | null, zip: Zip) => void): void };
  const found = new Map<string, string>();
  return await new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on("end", () => resolve(found));
      zip.on("entry", (entry) => {
        if (!wanted.test(entry.fileName)) return zip.readEntry();
        zip.openReadStream(entry, (e, stream) => (e ? reject(e) : void buffer(stream).then((b) => {
          found.set(entry.fileName, b.toString("utf8"));
          zip.readEntry();
        }, reject)));
      });
      zip.readEntry();
    });
  });
}
