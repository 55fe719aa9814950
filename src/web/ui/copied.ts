/**
 * What the clipboard gets when figures are copied: the words as selected, and where each figure comes from.
 * Invariant: a selection without figures is copied as the browser does it; each citation is given once, in the order of its figure.
 */

/** More citations than this are a table's: its export carries them better. */
const CITED_MAX = 60;

/** The citations of the figures in a piece of the page, each once. */
export function citationsIn(piece: ParentNode): string[] {
  const cited = new Set<string>();
  for (const figure of piece.querySelectorAll("a[data-cite]")) {
    const citation = figure.getAttribute("data-cite");
    if (citation && cited.size < CITED_MAX) cited.add(citation);
  }
  return [...cited];
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Makes copying bring citations along, until the returned function is called. */
export function citeWhatIsCopied(page: Document): () => void {
  const copy = (event: ClipboardEvent) => {
    const selection = page.getSelection();
    const focused = page.activeElement?.closest("a[data-cite]");
    let [words, html, citations] = ["", "", [] as string[]];
    if (selection && !selection.isCollapsed) {
      if (focused instanceof Element && page.activeElement?.matches("input, textarea")) return;
      const holder = page.createElement("div");
      for (let at = 0; at < selection.rangeCount; at += 1) holder.append(selection.getRangeAt(at).cloneContents());
      [words, html, citations] = [selection.toString(), holder.innerHTML, citationsIn(holder)];
    } else if (focused) {
      words = focused.getAttribute("data-value") ?? focused.textContent ?? "";
      [html, citations] = [escaped(words), [focused.getAttribute("data-cite")!]];
    }
    if (citations.length === 0 || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", `${words}\n\n${citations.join("\n")}`);
    event.clipboardData.setData("text/html", `${html}<ul>${citations.map((one) => `<li>${escaped(one)}</li>`).join("")}</ul>`);
  };
  page.addEventListener("copy", copy);
  return () => page.removeEventListener("copy", copy);
}
