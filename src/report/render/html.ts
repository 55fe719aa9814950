/**
 * A paper as one HTML file: no script, no file beside it, every figure a link to its claim in the annex.
 * Invariant: all words are escaped here and nowhere else; the same paper gives the same bytes.
 */
import { drawChart } from "../chart/index.ts";
import { xml } from "../chart/svg.ts";
import type { Block, Cell, CitedClaim, Paper, Run, Section } from "../model.ts";
import { letterOf } from "../notes.ts";
import { claimsOf } from "../trace.ts";
import { PAPER_CSS } from "./html-css.ts";

class HtmlWriter {
  readonly #paper: Paper;
  readonly #claimNo: ReadonlyMap<string, number>;
  /** Notes already called: a note leads back to its first call. */
  readonly #called = new Set<number>();
  #charts = 0;
  #tables = 0;

  constructor(paper: Paper) {
    this.#paper = paper;
    this.#claimNo = new Map(paper.claims.map((c) => [c.claim, c.no]));
  }

  #link(claims: readonly string[]): string | undefined {
    const id = claims.find((c) => this.#claimNo.has(c));
    if (id !== undefined) return `#c${this.#claimNo.get(id)}`;
    return this.#paper.meta.base && claims[0] ? `${this.#paper.meta.base}/claims/${encodeURIComponent(claims[0])}` : undefined;
  }

  run(run: Run): string {
    const { basis } = run;
    let html = xml(run.text);
    if (run.text !== "" && basis) {
      const claims = claimsOf(run);
      const kind = basis.kind === "figure" ? `f ${basis.modality}` : basis.kind === "own" ? "own" : basis.kind === "period" || basis.kind === "words" || basis.kind === "count" || basis.kind === "finding" ? "q" : "";
      const data = claims.length > 0 ? ` data-claims="${xml(claims.slice(0, 50).join(" "))}"` : "";
      const to = basis.kind === "ref" ? `#${basis.target}` : claims.length > 0 ? this.#link(claims) : undefined;
      const title = basis.kind === "figure" && basis.modality !== "actual" ? ` title="${xml(this.#paper.words.modality[basis.modality])}"` : "";
      if (to) html = `<a href="${xml(to)}"${kind ? ` class="${kind}"` : ""}${data}${title}>${html}</a>`;
      else if (kind) html = `<span class="${kind}"${data}${title}>${html}</span>`;
      if (basis.kind === "figure" && basis.modality === "planned") html += '<span class="sign" aria-hidden="true">◔</span>';
      if (basis.kind === "figure" && basis.modality === "target") html += '<span class="sign" aria-hidden="true">⚑</span>';
    }
    if (run.mark) html += `<span class="mark" title="${xml(run.mark === "open" ? this.#paper.words.open : this.#paper.words.ruled)}">${run.mark === "open" ? "▲" : "△"}</span>`;
    if (run.strong) html = `<strong>${html}</strong>`;
    if (run.quiet) html = `<span class="quiet">${html}</span>`;
    if (run.note !== undefined) html += `<sup><a class="note"${this.#called.has(run.note) ? "" : ` id="r${run.note}"`} href="#n${run.note}">${run.note}</a></sup>`;
    if (run.note !== undefined) this.#called.add(run.note);
    if (run.letter !== undefined) html += `<sup><a class="note" href="#t${this.#tables}-${run.letter}">${run.letter}</a></sup>`;
    return html;
  }

  runs(runs: readonly Run[]): string {
    return runs.map((r) => this.run(r)).join("");
  }

  #table(t: Extract<Block, { kind: "table" }>): string {
    this.#tables += 1;
    const heads = t.columns.map((c) => `<th scope="col"${c.align ? ' class="end"' : ""}>${xml(c.head)}</th>`).join("");
    const cell = (runs: Cell, c: number): string => (c === 0 ? `<th scope="row">${this.runs(runs)}</th>` : `<td${t.columns[c]?.align ? ' class="end"' : ""}>${runs.length === 0 ? "—" : this.runs(runs)}</td>`);
    const rows = t.rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n");
    const notes = t.notes ? `<p class="table-note">${t.notes.map((n) => `<span id="t${this.#tables}-${letterOf(n.no)}"><sup>${letterOf(n.no)}</sup> ${this.runs(n.runs)}</span>`).join(" ")}</p>` : "";
    const note = t.note ? `<p class="table-note">${this.runs(t.note)}</p>` : "";
    return `<div class="table" id="table-${xml(t.id)}"><table><caption>${this.#paper.meta.lang === "zh" ? "表" : "Table"} ${this.#tables}　${this.runs(t.title)}</caption><thead><tr>${heads}</tr></thead><tbody>\n${rows}\n</tbody></table>${note}${notes}</div>`;
  }

  #block(block: Block): string {
    switch (block.kind) {
      case "para": return `<p class="${block.role}">${this.runs(block.runs)}</p>`;
      case "heading": return `<h3>${this.runs(block.runs)}</h3>`;
      case "list": return `<ul>${block.items.map((i) => `<li>${this.runs(i)}</li>`).join("")}</ul>`;
      case "table": return this.#table(block);
      case "chart":
        this.#charts += 1;
        return `<figure id="chart-${xml(block.id)}">${drawChart(block.chart, { lang: this.#paper.meta.lang, id: `x${this.#charts}`, href: (mark) => this.#link(mark.claims) }).svg}<figcaption>${this.#paper.meta.lang === "zh" ? "图" : "Figure"} ${this.#charts}　${this.runs(block.title)}${block.note ? `<span class="source">${this.runs(block.note)}</span>` : ""}</figcaption></figure>`;
    }
  }

  section(s: Section): string {
    return `<section id="${xml(s.id)}"><h2>${xml(s.title)}</h2>\n${s.blocks.map((b) => this.#block(b)).join("\n")}\n</section>`;
  }

  claim(c: CitedClaim): string {
    const { base } = this.#paper.meta;
    const own = base ? ` <a href="${xml(`${base}/claims/${encodeURIComponent(c.claim)}`)}" target="_blank" rel="noopener">→</a>` : "";
    const quote = c.quote ? ` <q>${xml(c.quote)}</q>` : "";
    return `<li id="c${c.no}" value="${c.no}">${this.runs(c.runs)}：${this.run(c.value)} <a href="#source-${c.source_no}">[${c.source_no}]</a>${quote}${own}</li>`;
  }

  page(): string {
    const { meta, cover, sections, sources, claims, notes, words } = this.#paper;
    const toc = `<nav aria-label="${xml(words.contents)}"><h2>${xml(words.contents)}</h2><ol>${[...sections.map((s) => [s.id, s.title]), ["sources", words.sources], ["claims", words.claims]].map(([id, title]) => `<li><a href="#${xml(id!)}">${xml(title!)}</a></li>`).join("")}</ol></nav>`;
    const body = sections.map((s) => this.section(s)).join("\n");
    const footnotes = notes.length === 0 ? "" : `<section id="notes"><h2>${meta.lang === "zh" ? "脚注" : "Notes"}</h2><ol>${notes.map((n) => `<li id="n${n.no}">${this.runs(n.runs)} <a href="#r${n.no}">↩</a></li>`).join("\n")}</ol></section>`;
    const listed = sources.map((s) => `<li id="source-${s.no}" value="${s.no}">${this.runs(s.runs)}${s.address ? ` <a href="${xml(s.address)}" rel="noopener" target="_blank">${xml(s.address)}</a>` : ""}</li>`).join("\n");
    const left = this.#paper.claims_left_out > 0 ? `<p class="quiet">${xml(words.left_out)}</p>` : "";
    return `<header><h1>${xml(meta.title)}</h1><p class="subtitle">${xml(meta.subtitle)}</p>${cover.lines.map((l) => `<p>${this.runs(l)}</p>`).join("")}<p class="quiet">${this.runs(cover.note)}</p></header>\n${toc}\n${body}\n${footnotes}\n<section id="sources"><h2>${xml(words.sources)}</h2><ol>${listed}</ol></section>\n<section id="claims"><h2>${xml(words.claims)}</h2><ol>${claims.map((c) => this.claim(c)).join("\n")}</ol>${left}</section>`;
  }
}

/** The paper as HTML. @param linked JSON-LD text to put beside, already serialised. */
export function renderHtml(paper: Paper, linked?: string): string {
  const { meta } = paper;
  const lang = meta.lang === "zh" ? "zh-CN" : "en";
  const data = linked ? `<script type="application/ld+json">${linked.replaceAll("<", "\\u003c")}</script>\n` : "";
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${xml(meta.title)}</title>
<meta name="generator" content="Lightvalley ${xml(meta.version)}">
<meta name="lightvalley-ledger" content="${xml(meta.ledger_hash)}">
<meta name="lightvalley-edition" content="${xml(meta.edition)}">
<style>${PAPER_CSS}</style>
${data}</head>
<body>
<main>
${new HtmlWriter(paper).page()}
</main>
</body>
</html>
`;
}
