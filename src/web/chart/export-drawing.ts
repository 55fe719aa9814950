/**
 * A drawing of the page as a file: SVG with its styles written into it, or PNG painted from that SVG.
 * Invariant: what is saved looks as on the page, and refers to nothing outside of itself.
 */
const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "font-family", "text-anchor", "opacity", "display", "vector-effect", "paint-order", "stroke-linejoin"] as const;

/** The drawing as text. Its pan and zoom are undone, unless it is wanted as it is seen; links and roles are left out. */
export function svgText(svg: SVGSVGElement, size: { width: number; height: number }, title: string, { as_seen = false }: { as_seen?: boolean } = {}): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, i) => {
    const styles = getComputedStyle(element);
    for (const name of STYLES) to[i]!.setAttribute(name, styles.getPropertyValue(name));
    for (const name of ["class", "tabindex", "role", "aria-label", "style"]) to[i]!.removeAttribute(name);
  });
  for (const link of copy.querySelectorAll("a")) {
    const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
    for (const name of STYLES) group.setAttribute(name, link.getAttribute(name) ?? "");
    const transform = link.getAttribute("transform");
    if (transform) group.setAttribute("transform", transform);
    group.append(...link.childNodes);
    link.replaceWith(group);
  }
  if (!as_seen) copy.querySelector("g")?.removeAttribute("transform");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  copy.setAttribute("width", String(size.width));
  copy.setAttribute("height", String(size.height));
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  const name = document.createElementNS("http://www.w3.org/2000/svg", "title");
  name.textContent = title;
  copy.prepend(name, paper);
  return new XMLSerializer().serializeToString(copy);
}

const PNG_SCALE = 2;

/** The same painted, two pixels to one. @throws where the browser cannot paint it. */
export async function pngOf(text: string, size: { width: number; height: number }): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(size.width * PNG_SCALE);
    canvas.height = Math.ceil(size.height * PNG_SCALE);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be painted"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
