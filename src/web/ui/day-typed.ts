/** A day as people type it into a box. Invariant: what comes out is a real civil day. */

/** 2023-12-01, 2023/12/1, 2023年12月1日. */
const TYPED_DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;

/** The day as `YYYY-MM-DD`, or nothing where the text is no day. */
export function dayTyped(text: string): string | undefined {
  const m = TYPED_DAY.exec(text.trim());
  if (!m) return undefined;
  const day = `${m[1]}-${m[2]!.padStart(2, "0")}-${m[3]!.padStart(2, "0")}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined;
}
