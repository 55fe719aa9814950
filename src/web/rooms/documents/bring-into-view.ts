/** Scrolling to a part of a pane. Invariant: where the pane scrolls by itself, the page stays where it is. */

/** @param share how far down the pane the part comes to stand, 0 to 1; a part already wholly in view stays. */
export function bringIntoView(pane: HTMLElement, part: Element, share: number): void {
  const [outer, inner] = [pane.getBoundingClientRect(), part.getBoundingClientRect()];
  if (outer.height === 0 || inner.height === 0) return;
  if (getComputedStyle(pane).overflowY !== "auto") {
    part.scrollIntoView({ block: "nearest" });
    return;
  }
  const above = inner.top < outer.top + outer.height * share * 0.5;
  const below = inner.bottom > outer.bottom;
  if (above || below) pane.scrollTop += inner.top - outer.top - pane.clientHeight * share;
}
