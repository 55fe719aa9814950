/**
 * The data behind a paper: every claim cited, with its quote and locator, as rows for CSV and XLSX and as JSON-LD.
 * Invariant: rows hold base values, not rounded ones; a cell that begins like a formula is inert in every form.
 */
import { inLang, type Lang } from "../../kernel/index.ts";
import { writeCsv, type CsvColumn } from "../../files/index.ts";
import type { Material } from "../material.ts";
import type { CitedAs, Paper } from "../model.ts";

export type DataRow = Record<string, string | number>;

export const CLAIM_COLUMNS: readonly (CsvColumn & { zh: string })[] = [
  { key: "no", header: "no", zh: "号" }, { key: "claim_id", header: "claim_id", zh: "记载编号" }, { key: "subject", header: "subject", zh: "对象（永久名）" }, { key: "subject_zh", header: "subject_zh", zh: "对象（中文）" },
  { key: "subject_en", header: "subject_en", zh: "对象（英文）" }, { key: "property", header: "property", zh: "指标" }, { key: "value", header: "value", zh: "值（基本单位）" }, { key: "unit", header: "unit", zh: "单位" },
  { key: "currency", header: "currency", zh: "币种" }, { key: "when", header: "when", zh: "时期" }, { key: "modality", header: "modality", zh: "性质" }, { key: "bound", header: "bound", zh: "界限" },
  { key: "qualifier", header: "qualifier", zh: "限定" }, { key: "stated", header: "stated", zh: "原写法" }, { key: "stated_on", header: "stated_on", zh: "说于" }, { key: "source_no", header: "source_no", zh: "来源号" },
  { key: "source_title", header: "source_title", zh: "来源标题" }, { key: "publisher", header: "publisher", zh: "发布者" }, { key: "published", header: "published", zh: "发布日期" }, { key: "address", header: "address", zh: "地址" },
  { key: "quote", header: "quote", zh: "原文" }, { key: "quote_start", header: "quote_start", zh: "原文起" }, { key: "quote_end", header: "quote_end", zh: "原文止" }, { key: "figure_start", header: "figure_start", zh: "数字起" },
  { key: "figure_end", header: "figure_end", zh: "数字止" }, { key: "page", header: "page", zh: "页" }, { key: "sheet", header: "sheet", zh: "工作表" }, { key: "cell", header: "cell", zh: "单元格" }, { key: "findings", header: "findings", zh: "待核事项" }, { key: "use", header: "use", zh: "用途" },
];

const USES: Record<Lang, Record<CitedAs["use"], string>> = {
  zh: { printed: "印出", computed: "用于推算或计数", unprinted: "未印出的表行" }, en: { printed: "printed", computed: "computed", unprinted: "unprinted" },
};

/** One row for each claim that the paper rests on, in the order of its numbers, none left out. */
export function claimRows(paper: Paper, material: Material): DataRow[] {
  return paper.cited.map(({ claim, no, source_no, use }) => {
    const c = material.claims.get(claim)!;
    const subject = material.entities.get(material.canonical(c.subject_id));
    const object = c.unit === "entity" ? material.entities.get(material.canonical(String(c.value))) : undefined;
    const source = material.sources.get(c.source_id);
    const l = c.locator;
    return {
      no, claim_id: c.id, subject: subject?.slug ?? c.subject_id, subject_zh: subject?.label.zh ?? "", subject_en: subject?.label.en ?? "", property: c.property,
      value: object ? inLang(object.label, paper.meta.lang) || object.slug : c.value, unit: c.unit, currency: c.currency ?? "", when: c.when ?? "", modality: c.modality, bound: c.bound, qualifier: c.qualifier ?? "",
      stated: c.stated ? [c.stated.number, c.stated.scale, c.stated.unit].filter(Boolean).join(" ") : "", stated_on: c.stated_on ?? "", source_no, source_title: source?.title ?? "", publisher: source?.publisher ?? "",
      published: source?.published ?? "", address: source?.address ?? "", quote: c.quote ?? "", quote_start: l?.start ?? "", quote_end: l?.end ?? "", figure_start: l?.figure_start ?? "", figure_end: l?.figure_end ?? "",
      page: l?.page ?? "", sheet: l?.sheet ?? "", cell: l?.cell ?? "", findings: (material.marks.get(claim)?.findings ?? []).join(" "), use: USES[paper.meta.lang][use],
    };
  });
}

/** The claims as CSV, with a byte order mark, so that Excel reads it as UTF-8. */
export const renderCsv = (paper: Paper, material: Material): string => writeCsv(CLAIM_COLUMNS, claimRows(paper, material), { bom: true });

/** The paper's data as schema.org: a report, its observations and their sources. @param of all claims, or those of printed rows only, as it stands inside an HTML file. */
export function renderJsonLd(paper: Paper, material: Material, of: "all" | "printed" = "all"): string {
  const { meta } = paper;
  const page = (path: string): string => `${meta.base ?? "urn:lightvalley:"}${meta.base ? "/" : ""}${path}`;
  const rows = claimRows(of === "all" ? paper : { ...paper, cited: paper.cited.filter((c) => c.use !== "unprinted") }, material);
  const kind = (unit: string): string | undefined => ({ yuan: "CNY", m2: "MTK", ratio: "C62", count: "C62" })[unit];
  const parts = rows.map((r) => ({
    "@type": typeof r["value"] === "number" ? "Observation" : "Claim", "@id": page(`claims/${r["claim_id"]}`), identifier: r["claim_id"], about: { "@id": page(`entities/${r["subject"]}`), name: r[meta.lang === "zh" ? "subject_zh" : "subject_en"] || r["subject"] },
    ...(typeof r["value"] === "number"
      ? { measuredProperty: r["property"], value: r["value"], unitCode: r["currency"] || kind(String(r["unit"])), ...(r["when"] ? { observationDate: r["when"] } : {}) }
      : { name: r["property"], text: r["value"] }),
    additionalType: r["modality"], ...(r["bound"] !== "eq" ? { description: r["bound"] } : {}), ...(r["qualifier"] ? { alternateName: r["qualifier"] } : {}), ...(r["quote"] ? { abstract: r["quote"] } : {}),
    citation: { "@id": `#source-${r["source_no"]}` },
  }));
  const sources = paper.sources.map((s) => {
    const source = material.sources.get(s.source);
    return { "@type": "CreativeWork", "@id": `#source-${s.no}`, name: source?.title, ...(source?.publisher ? { publisher: { "@type": "Organization", name: source.publisher } } : {}), ...(source?.published ? { datePublished: source.published } : {}), ...(s.address ? { url: s.address } : {}) };
  });
  return `${JSON.stringify({
    "@context": "https://schema.org", "@type": "Report", name: meta.title, inLanguage: meta.lang === "zh" ? "zh-CN" : "en", datePublished: meta.built_on, identifier: meta.edition, version: meta.version,
    isBasedOn: `sha256:${meta.ledger_hash}`, ...(meta.issuer ? { publisher: { "@type": "Organization", name: meta.issuer } } : {}), citation: sources, hasPart: parts,
  }, null, 1)}\n`;
}
