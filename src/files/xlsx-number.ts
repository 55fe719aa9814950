/**
 * How a stored number shows: the number formats of spreadsheets, as far as they change digits, and dates as ISO.
 * Invariant: never more than 15 significant digits (what a double holds), so no float noise such as 0.30000000000000004.
 * Source: ECMA-376 part 1, 18.8.30 (built-in formats) and 18.8.31 (format codes).
 */

const BUILT_IN: Record<number, string> = {
  0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
  14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
  27: "yyyy-mm", 28: "m-d", 29: "m-d", 30: "m-d-yy", 31: "yyyy-mm-dd", 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy-mm",
  37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
  50: "yyyy-mm", 51: "m-d", 52: "yyyy-mm", 53: "m-d", 54: "m-d", 55: "h:mm", 56: "h:mm", 57: "yyyy-mm", 58: "m-d",
};

export function builtInFormat(id: number): string {
  return BUILT_IN[id] ?? "General";
}

/** The format without quoted text, escapes, colours and conditions. */
function bare(code: string): string {
  return code.replace(/"[^"]*"|\\.|_.|\*./g, "").replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
}

export function isDateFormat(code: string): boolean {
  const plain = bare(code.split(";")[0] ?? "");
  return !/^general$/i.test(plain.trim()) && /[ymdhs年月日]/i.test(plain) && !/[#0?]/.test(plain.replace(/s\.0+/gi, "s"));
}

/** Shortest decimal that reads back as the same 15 digits. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return "";
  const rounded = Number(value.toPrecision(15));
  const text = String(Object.is(rounded, -0) ? 0 : rounded);
  if (!text.includes("e")) return text;
  return Math.abs(rounded) >= 1e21 ? text : rounded.toLocaleString("en-US", { useGrouping: false, maximumSignificantDigits: 15 });
}

/** The number as its format shows it; formats that this does not know show the plain number. */
export function showNumber(value: number, code: string): string {
  const sections = splitSections(code);
  const section = value < 0 && sections[1] !== undefined ? sections[1] : value === 0 && sections[2] !== undefined ? sections[2] : (sections[0] ?? "General");
  const magnitude = value < 0 && sections[1] !== undefined ? -value : value;
  const plain = bare(section);
  if (/general|@|[/eE]/i.test(plain) || !/[0#?]/.test(plain)) return plainNumber(value);
  const digits = /[0#?][0#?,]*(?:\.[0#?]*)?/.exec(plain)?.[0] ?? "0";
  const percent = plain.includes("%");
  const thousandths = /,+$/.exec(digits.split(".")[0] as string)?.[0].length ?? 0;
  const scaled = (percent ? magnitude * 100 : magnitude) / 1000 ** thousandths;
  const fraction = digits.split(".")[1] ?? "";
  const least = (fraction.match(/0/g) ?? []).length;
  const shown = Number(scaled.toPrecision(15)).toLocaleString("en-US", {
    useGrouping: /[0#?],[0#?]/.test(digits),
    minimumFractionDigits: Math.min(20, least),
    maximumFractionDigits: Math.min(20, fraction.length),
  });
  const [before, behind] = literals(section);
  return `${before}${shown === "-0" ? "0" : shown}${behind}`;
}

function splitSections(code: string): string[] {
  return (code.match(/(?:"[^"]*"|\\.|[^;"\\])+/g) ?? []).map(String);
}

/** Text that the format sets before and behind the digits: currency signs, units, the percent sign, brackets. */
function literals(section: string): [string, string] {
  const text = section.replace(/\[\$([^\]-]*)[^\]]*\]/g, '"$1"').replace(/\[[^\]]*\]/g, "");
  let before = "";
  let behind = "";
  let seen = false;
  for (const match of text.matchAll(/"([^"]*)"|\\(.)|_.|\*.|([0#?,.]+)|(.)/g)) {
    if (match[3] !== undefined && /[0#?]/.test(match[3])) seen = true;
    else {
      const literal = match[1] ?? match[2] ?? match[4] ?? "";
      if (seen) behind += literal;
      else before += literal;
    }
  }
  return [before.trimStart(), behind.trimEnd()];
}

/** A serial day number as a UTC date. Day 60 of the 1900 system (a 29 February that was not) has none. */
export function serialDate(serial: number, epoch1904: boolean): Date | undefined {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return undefined;
  if (!epoch1904 && Math.floor(serial) === 60) return undefined;
  const days = epoch1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  return new Date(Math.round((days - 25_569) * 86_400_000 / 1000) * 1000);
}

/** ISO, only as fine as the format: a day, a day and time, a time alone, or a month. */
export function showDate(serial: number, code: string, epoch1904: boolean): string | undefined {
  const date = serialDate(serial, epoch1904);
  if (date === undefined) return undefined;
  const plain = bare(code.split(";")[0] ?? "").toLowerCase();
  const iso = date.toISOString();
  if (/\[h+\]|\[m+\]|\[s+\]/.test(plain)) return showDuration(serial);
  const hasTime = /h|s/.test(plain);
  const hasDay = /[yd年日]/.test(plain) || (/m|月/.test(plain) && !hasTime);
  if (hasTime && !hasDay) return iso.slice(11, 19);
  if (!hasTime && /[y年]/.test(plain) && !/[d日]/.test(plain)) return /m|月/.test(plain) ? iso.slice(0, 7) : iso.slice(0, 4);
  const atMidnight = iso.slice(11, 19) === "00:00:00";
  return hasTime && !atMidnight ? `${iso.slice(0, 10)} ${iso.slice(11, 19)}` : iso.slice(0, 10);
}

function showDuration(serial: number): string {
  const seconds = Math.round(serial * 86_400);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
