/**
 * Cumulative series that fall: a figure counted from a beginning can only rise. Two kinds:
 * figures that call themselves cumulative, and year-to-date output or revenue within one year.
 */
import { type Cell, type SubjectGroup, canBeEqual } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import { isCumulative, sinceTheBeginning } from "./scope.ts";
import { label, stated, titled } from "./words.ts";

const YEAR_TO_DATE: ReadonlySet<string> = new Set(["output_value", "revenue", "contract_value", "exports", "tax_paid", "rd_spending"]);

export function cumulativeSeries(group: SubjectGroup): Finding[] {
  const series = new Map<string, Cell[]>();
  for (const cell of group.cells.values()) {
    if (cell.modality !== "actual" || !cell.period || cell.unit === "date" || cell.unit === "ratio" || cell.interval.hi < 0) continue;
    const key = seriesKey(cell);
    if (key === undefined) continue;
    const list = series.get(key);
    if (list) list.push(cell);
    else series.set(key, [cell]);
  }
  return [...series.values()].flatMap((cells) => falls(group.subject, cells));
}

/** Cells of one key only rise with the end of their period. */
function seriesKey(cell: Cell): string | undefined {
  const figure = `${cell.property}\n${cell.scope}\n${cell.unit}\n${cell.currency}`;
  const { qualifier } = cell.readings[0]!.claim;
  const [first, last] = cell.period!.key.split("..") as [string, string];
  // “累计” of output or revenue in months that begin with January is the year to date, and begins again every year.
  const flows = YEAR_TO_DATE.has(cell.property) && cell.period!.last > cell.period!.first && !sinceTheBeginning(qualifier);
  if (flows) return first.endsWith("-01-01") && first.slice(0, 4) === last.slice(0, 4) ? `${figure}\n${first}` : undefined;
  return isCumulative(qualifier) ? figure : undefined;
}

/** Each figure against the highest floor seen before it; one finding for each fall. */
function falls(subject: string, cells: Cell[]): Finding[] {
  const findings: Finding[] = [];
  let floor: Cell | undefined;
  for (const cell of cells.toSorted((a, b) => a.period!.last - b.period!.last)) {
    if (floor && floor.period!.last < cell.period!.last && floor.interval.lo > cell.interval.hi && !canBeEqual({ ...floor.interval, hi: Infinity }, cell.interval)) {
      findings.push(told(subject, floor, cell));
      continue;
    }
    if (!floor || cell.interval.lo > floor.interval.lo) floor = cell;
  }
  return findings;
}

function told(subject: string, earlier: Cell, later: Cell): Finding {
  const name = titled(earlier.low.claim);
  const [a, b] = [stated(earlier.low.claim), stated(later.high.claim)];
  return finding("cumulative-series", "error", subject, [earlier.low.claim, later.high.claim],
    label(`${name.zh}：累计数不应下降，先为 ${a.zh}，后为 ${b.zh}`, `${name.en}: a cumulative figure cannot fall, first ${a.en}, then ${b.en}`),
    label("查明两者是否同一累计口径，或改正其中之一", "Find whether both count from the same beginning, or correct one"));
}
