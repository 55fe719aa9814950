/**
 * Tables out as CSV (RFC 4180, CRLF line ends).
 * Invariant: opening the file in a spreadsheet runs nothing: text that a spreadsheet would take for a formula is made inert.
 */

export interface CsvColumn {
  key: string;
  header: string;
}

export interface CsvWriteOptions {
  /** Put a byte order mark first, so that Excel reads the file as UTF-8. Default false. */
  bom?: boolean;
  /** Default comma. */
  delimiter?: string;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Rows as CSV text. Text that begins with `=`, `+`, `-`, `@` (also full-width), a tab or a carriage return gets an
 * apostrophe in front, as OWASP advises against CSV injection; plain numbers such as `-5.2` stay numbers.
 * Dates are written as ISO; null and undefined as empty; objects as JSON.
 */
export function writeCsv(columns: readonly CsvColumn[], rows: Iterable<Row>, options: CsvWriteOptions = {}): string {
  const lines = csvLines(columns, options);
  let text = `${options.bom === true ? "\uFEFF" : ""}${lines.head}`;
  for (const row of rows) text += lines.line(row);
  return text;
}

/** The heading, and each row, as lines of their own: for tables too long to hold. */
export function csvLines(columns: readonly CsvColumn[], options: Pick<CsvWriteOptions, "delimiter"> = {}): { head: string; line: (row: Row) => string } {
  const delimiter = options.delimiter ?? ",";
  return {
    head: `${columns.map((c) => quoted(neutral(c.header), delimiter)).join(delimiter)}\r\n`,
    line: (row) => `${columns.map((c) => quoted(cellText(row[c.key]), delimiter)).join(delimiter)}\r\n`,
  };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Date) return isoOf(value);
  return neutral(typeof value === "string" ? value : JSON.stringify(value));
}

/** ISO day, or day and time where there is one. */
export function isoOf(date: Date): string {
  if (Number.isNaN(date.getTime())) return "";
  const iso = date.toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso;
}

/** Makes text inert for spreadsheets; see `writeCsv`. */
export function neutral(text: string): string {
  const clean = text.replaceAll("\0", "");
  if (!/^[=+\-@\t\r＝＋－＠]/.test(clean)) return clean;
  return /^[+-]?\d+(?:\.\d+)?%?$/.test(clean) ? clean : `'${clean}`;
}

function quoted(text: string, delimiter: string): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
