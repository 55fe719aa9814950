/** Charts as vector graphics: one definition for page and paper. Invariant: the same definition gives the same bytes. */
import type { Lang } from "../../kernel/index.ts";
import type { ChartDef } from "../model.ts";
import { columns, rows } from "./columns.ts";
import { spans } from "./spans.ts";
import { mapSvg } from "../map/svg.ts";

/** @param id distinguishes the patterns of several charts in one page. */
export function chartSvg(chart: ChartDef, lang: Lang, id: string): string {
  switch (chart.kind) {
    case "columns": return columns(chart, lang, id);
    case "rows": return rows(chart, lang, id);
    case "spans": return spans(chart, lang, id);
    case "map": return mapSvg(chart, lang, id);
  }
}
