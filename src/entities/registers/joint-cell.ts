/**
 * A cell that names several organisations (A/B, A；B, one a line). Invariant: a cell that may be one name is left whole; an English name that
 * was merely wrapped over two lines is one name.
 */

const ENDS_AS_ORGANISATION = /(?:公司|集团|厂|所|院|大学|中心|学会|协会|杂志社|实验室|园区?|局|会)$|\b(?:ltd|inc|corp|corporation|company|gmbh|llc|co|plc|ag|kk|s\.?a|b\.?v|university|institute)\.?$/i;

/** The organisations named in a cell, at least one; white space within each is single. */
export function organisationsIn(cell: string): string[] {
  const whole = cell.replaceAll(/\s+/g, " ").trim();
  const marked = cell.split(/[；;]|(?<=\p{Script=Han})\s*[/／]\s*(?=\p{Script=Han})/u).map((part) => part.replaceAll(/\s+/g, " ").trim()).filter((part) => part !== "");
  if (marked.length > 1 && marked.every((part) => [...part].length >= 3)) return marked;
  const lines = cell.split(/[\r\n]+/).map((line) => line.replaceAll(/\s+/g, " ").trim()).filter((line) => line !== "");
  return lines.length > 1 && lines.every((line) => ENDS_AS_ORGANISATION.test(line)) ? lines : [whole];
}
