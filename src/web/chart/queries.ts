/** What a chart asks of the server, and where its files are. Invariant: drawing and files are asked for with the same words. */
import { type AsOf, withQuery } from "../path.ts";
import { type ChartAnswer, type ChartKind, getFrom, queryOptions } from "../api.ts";

/** Which chart: its kind, and of what. */
export interface ChartOf extends AsOf {
  kind: ChartKind;
  subject?: string;
  property?: string;
  target?: string;
  which?: "ahead" | "past" | "no-term" | "all";
  cluster?: string;
  place?: string;
  quarter?: string;
  region?: string;
  rung?: string;
  size?: string;
  against?: string;
}

/** Drawn for the widest of these that fits, then stretched a little: a window that is dragged asks a few times only. */
const WIDTHS = [250, 280, 320, 360, 410, 470, 540, 620, 710, 820, 940, 1080, 1240] as const;
export const drawnWidth = (box_px: number): number => WIDTHS.findLast((w) => w <= box_px) ?? WIDTHS[0];

const queryOf = ({ kind: _kind, ...of }: ChartOf, lang: string) => ({ ...of, lang });
/** The address of a chart, or of one of its files. */
export const chartAddress = (of: ChartOf, lang: string, width: number, file = ""): string => withQuery(`/api/charts/${of.kind}${file}`, { ...queryOf(of, lang), width: String(width) });

export const chartQuery = (of: ChartOf, lang: string, width: number) =>
  queryOptions({ queryKey: ["chart", of, lang, width], enabled: width > 0, queryFn: ({ signal }) => getFrom<ChartAnswer>(chartAddress(of, lang, width), signal) });
