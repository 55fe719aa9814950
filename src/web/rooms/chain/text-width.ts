/** How wide a text is in the page's own font, so that drawings can break lines. Invariant: the same text and size give the same width. */
const known = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** A measure for texts of this size. */
export function textWidth(size_px: number): (text: string) => number {
  return (text) => {
    const key = `${size_px} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    pen ??= document.createElement("canvas").getContext("2d");
    if (pen === null) return text.length * size_px;
    pen.font = `${size_px}px ${getComputedStyle(document.body).fontFamily}`;
    const { width } = pen.measureText(text);
    if (known.size > 20_000) known.clear();
    known.set(key, width);
    return width;
  };
}
