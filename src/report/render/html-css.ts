/** The look of a paper in a browser and when printed from it. Invariant: no address, no import: a paper is one file. */
export const PAPER_CSS = `
:root { color-scheme: light; --ink: #1a1a1a; --quiet: #5f5f5f; --line: #cfcfcf; --accent: #1f4e79; --amber: #9a5b00; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 17px/1.75 "Noto Serif SC", "Source Han Serif SC", "Songti SC", SimSun, Georgia, serif; text-autospace: normal; hanging-punctuation: allow-end; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1, h2, h3, th, td, caption, figcaption, nav, .quiet, .subtitle { font-family: "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.35; margin: 0 0 .4rem; text-wrap: balance; }
h2 { font-size: 1.3rem; margin: 3rem 0 .8rem; padding-top: .6rem; border-top: 1px solid var(--ink); }
h3 { font-size: 1.02rem; margin: 2rem 0 .5rem; }
p { margin: .5em 0; text-wrap: pretty; }
html:lang(zh) p.body { text-indent: 2em; }
.lead { font-size: 1.08em; }
.own { border-left: 2px solid var(--line); padding-left: .8rem; }
.quiet, .subtitle, .source, .table-note { color: var(--quiet); font-size: .85em; }
header { padding-bottom: 1.5rem; }
nav ol { columns: 2; padding-left: 1.4rem; margin: 0; font-size: .9em; }
a { color: inherit; text-decoration: none; }
a.f { border-bottom: 1px dotted var(--quiet); font-variant-numeric: tabular-nums lining-nums; }
a.f:hover, a.f:focus-visible, nav a:hover, sup a:hover { background: #eef3f8; }
nav a, #sources a, #claims a, sup a { color: var(--accent); }
.planned { border-bottom-style: dashed !important; }
.target { outline: 1px solid var(--ink); outline-offset: 1px; border-bottom: 0 !important; padding: 0 .15em; }
.forecast { border-bottom: 2px dotted var(--ink) !important; }
.sign { font-size: .8em; margin-left: .1em; }
.mark { color: var(--amber); font-size: .75em; vertical-align: .15em; }
.own > .own, span.own { border-bottom: 1px solid var(--amber); }
sup a.note { margin-left: .12em; }
.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .8rem; line-height: 1.5; font-variant-numeric: tabular-nums lining-nums; }
caption, figcaption { text-align: left; font-size: .82rem; font-weight: 600; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 1px solid var(--ink); border-top: 1.5px solid var(--ink); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
.end { text-align: right; }
figure { margin: 1.2rem 0; }
figure svg { width: 100%; height: auto; display: block; }
figcaption .source { display: block; font-weight: 400; }
#notes, #sources, #claims { font-size: .8rem; line-height: 1.6; }
#sources a { overflow-wrap: anywhere; }
#claims li:target, #sources li:target, #notes li:target { background: #fff4d6; }
q { color: var(--quiet); }
@media print { body { font-size: 10.5pt; } h2 { break-after: avoid; } tr, figure { break-inside: avoid; } thead { display: table-header-group; } }
@media (max-width: 480px) { body { font-size: 16px; } nav ol { columns: 1; } }
`;
