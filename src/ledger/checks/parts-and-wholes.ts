/**
 * Parts and wholes: parts that the record says belong to a whole cannot together exceed it, nor can one part alone.
 * Parts need not be complete, so a sum that falls short is no finding. Only amounts that add up are held against each other.
 */
import { type Cell, type SubjectGroup, canBeEqual } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import { figure, label, named, stated, titled } from "./words.ts";

/** Properties whose parts add up to at most the whole. */
const ADDITIVE: ReadonlySet<string> = new Set(["output_value", "revenue", "investment", "contract_value", "area.land", "area.floor", "firms_count", "employees", "projects_count", "production_lines", "exhibition_area", "exports", "tax_paid", "rd_spending"]);
/** Things that do not overlap, so that several of them add up. Industries and firms may share what they count. */
const APART: ReadonlySet<string> = new Set(["ParkPhase", "Building", "Floor", "Unit", "Lot"]);
/** Sold from one part to another, and so counted twice in the sum, or once too often in the part. */
const TRADED: ReadonlySet<string> = new Set(["output_value", "revenue", "contract_value"]);
/** Most parts listed in one line. */
const PARTS_WORDED_MAX = 6;

export function partsAndWholes(whole: SubjectGroup, parts: SubjectGroup[]): Finding[] {
  if (parts.length === 0) return [];
  const findings: Finding[] = [];
  for (const [key, total] of whole.cells) {
    if (!ADDITIVE.has(total.property) || total.modality === "target" || !Number.isFinite(total.interval.hi)) continue;
    const shares = parts.map((part) => part.cells.get(key)).filter((cell): cell is Cell => cell !== undefined && cell.interval.lo > 0);
    const found = shares.length > 0 ? exceeded(whole.subject, total, shares) : undefined;
    if (found) findings.push(found);
  }
  return findings;
}

function exceeded(subject: string, total: Cell, shares: Cell[]): Finding | undefined {
  const largest = shares.toSorted((a, b) => b.interval.lo - a.interval.lo);
  const used: Cell[] = [];
  let least = 0;
  // Largest first, so that the fewest parts that already exceed the whole are named.
  for (const cell of largest) {
    used.push(cell);
    least += cell.interval.lo;
    if (least > total.interval.hi && !canBeEqual({ lo: least, hi: least, loOpen: false, hiOpen: false }, { ...total.interval, lo: -Infinity })) return told(subject, total, used, least);
  }
  return undefined;
}

function told(subject: string, total: Cell, used: Cell[], least: number): Finding {
  const name = titled(total.high.claim);
  const whole = stated(total.high.claim);
  const sum = figure(least, total.unit, total.currency);
  const words = used.slice(0, PARTS_WORDED_MAX).map((cell) => ({ name: named(cell.low.claim), value: stated(cell.low.claim) }));
  const more = used.length - words.length;
  const parts = used.map((cell) => cell.low.claim);
  const within_firm = total.high.claim.subject_type === "Firm" && TRADED.has(total.property);
  const severity = within_firm || (used.length > 1 && !parts.every((claim) => APART.has(claim.subject_type))) ? "warning" : "error";
  // Undated figures of different sources may be of different years.
  const timeless = total.period === undefined && parts.some((claim) => claim.source_id !== total.high.claim.source_id);
  return finding("parts-and-wholes", timeless ? "note" : severity, subject, [total.high.claim, ...used.map((cell) => cell.low.claim)],
    label(`${name.zh}：整体${whole.zh}，而各部分（${words.map((part) => `${part.name.zh} ${part.value.zh}`).join("；")}${more > 0 ? `；另 ${more} 项` : ""}）合计至少 ${sum.zh}`,
      `${name.en}: the whole is ${whole.en}, but its parts (${words.map((part) => `${part.name.en} ${part.value.en}`).join("; ")}${more > 0 ? `; ${more} more` : ""}) come to at least ${sum.en}`),
    label("查明哪一部分重复计入、超出范围，或整体的数字已过时", "Find which part is counted twice or lies outside, or whether the whole is out of date"));
}
