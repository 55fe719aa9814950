/** Where in a YAML text a value stands, so that a problem can point at its line. Parses again: only for texts with a flaw. */
import { LineCounter, parseDocument } from "yaml";

/** The 1-based line of the value at `path`, or of its nearest ancestor that is there. */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const counter = new LineCounter();
  const doc = parseDocument(text, { lineCounter: counter });
  for (let n = path.length; n > 0; n -= 1) {
    const node = doc.getIn(path.slice(0, n), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return counter.linePos(node.range[0]).line;
  }
  return 1;
}
