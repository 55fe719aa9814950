/**
 * Pixels of a chart, for word processors that cannot show vector graphics.
 * Invariant: the vector graphic is what readers see where they can; where no rasteriser is installed, the stand-in is one white dot.
 */
import { createRequire } from "node:module";
import { fontFiles } from "./fonts.ts";

const SCALE = 2;
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==", "base64");

interface Canvas {
  createCanvas(w: number, h: number): { getContext(kind: "2d"): { fillStyle: string; fillRect(x: number, y: number, w: number, h: number): void; drawImage(image: unknown, x: number, y: number, w: number, h: number): void }; toBuffer(kind: "image/png"): Buffer };
  loadImage(bytes: Buffer): Promise<unknown>;
  GlobalFonts: { registerFromPath(path: string, name?: string): unknown };
}

let canvas: Canvas | undefined | null;

/** The PDF reader brings a canvas along on most systems; it is used where it is there. */
function canvasOrNone(): Canvas | null {
  if (canvas !== undefined) return canvas;
  try {
    canvas = createRequire(import.meta.url)("@napi-rs/canvas") as Canvas;
    for (const font of fontFiles()) canvas.GlobalFonts.registerFromPath(font.path, font.family);
  } catch {
    canvas = null;
  }
  return canvas;
}

export async function pngOf(svg: string, width: number, height: number): Promise<Uint8Array> {
  const board = canvasOrNone();
  if (!board) return new Uint8Array(DOT);
  const paper = board.createCanvas(Math.ceil(width * SCALE), Math.ceil(height * SCALE));
  const pen = paper.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width * SCALE, height * SCALE);
  pen.drawImage(await board.loadImage(Buffer.from(svg)), 0, 0, width * SCALE, height * SCALE);
  return new Uint8Array(paper.toBuffer("image/png"));
}
