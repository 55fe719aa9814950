/**
 * Identifiers with check characters: USCC (GB 32100-2015), the organisation code inside it (GB 11714-1997), LEI (ISO 17442, mod 97-10 of
 * ISO 7064), ISIN (ISO 6166, Luhn) and mainland stock codes. Invariant: a reader returns the canonical form, or undefined when not valid.
 */

const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function plain(text: string): string {
  return text.normalize("NFKC").replace(/[\s\-_.]/g, "").toUpperCase();
}

/** Unified social credit code: 18 characters, weights 3^i mod 31, check = (31 − Σ mod 31) mod 31 (GB 32100-2015, clause 5). */
export function readUscc(text: string): string | undefined {
  const code = plain(text);
  if (code.length !== 18 || !/^[1-9A-NP-Y][1-9]/.test(code)) return undefined;
  let sum = 0, weight = 1;
  for (let i = 0; i < 17; i++) {
    const digit = USCC_ALPHABET.indexOf(code[i]!);
    if (digit < 0) return undefined;
    sum += digit * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === code[17] ? code : undefined;
}

/** The nine-character organisation code (GB 11714): weights 3 7 9 10 5 8 4 2, check = 11 − Σ mod 11 (10 → X, 11 → 0). */
export function readOrgCode(text: string): string | undefined {
  const code = plain(text);
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return undefined;
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += ORG_ALPHABET.indexOf(code[i]!) * weights[i]!;
  const check = 11 - (sum % 11);
  const expected = check === 10 ? "X" : check === 11 ? "0" : String(check);
  return code[8] === expected ? code : undefined;
}

/** Legal Entity Identifier: 20 characters, letters as 10..35, the whole number mod 97 = 1 (ISO 17442-1, ISO/IEC 7064). */
export function readLei(text: string): string | undefined {
  const code = plain(text);
  if (!/^[0-9A-Z]{18}[0-9]{2}$/.test(code)) return undefined;
  let rest = 0;
  for (const char of code) {
    const value = ORG_ALPHABET.indexOf(char);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1 ? code : undefined;
}

/** ISIN: two letters, nine characters, Luhn digit over letters spelled as numbers (ISO 6166). */
export function readIsin(text: string): string | undefined {
  const code = plain(text);
  if (!/^[A-Z]{2}[0-9A-Z]{9}[0-9]$/.test(code)) return undefined;
  const digits = [...code].map((c) => String(ORG_ALPHABET.indexOf(c))).join("");
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let d = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) { d *= 2; if (d > 9) d -= 9; }
    sum += d;
  }
  return sum % 10 === 0 ? code : undefined;
}

/**
 * Mainland stock code as `300691.SZ`. Reads `300691`, `sz300691`, `300691.SZ`, `600000.SS`, `SHSE:600000`; the exchange follows from the first
 * digits and must agree with one that is written. Lost leading zeros (an import by a spreadsheet) are not guessed.
 */
export function readStockCode(text: string): string | undefined {
  const t = text.normalize("NFKC").trim().toUpperCase();
  const m = /^(?:(SH|SZ|BJ|SS|SHSE|SZSE|BSE|SSE)[:.\s]?)?(\d{6})(?:[.\s]?(SH|SZ|BJ|SS|XSHG|XSHE))?$/.exec(t);
  if (!m) return undefined;
  const code = m[2]!;
  const exchange = /^(?:6|9(?!2))/.test(code) ? "SH" : /^(?:4|8|92)/.test(code) ? "BJ" : /^(?:0|2|3)/.test(code) ? "SZ" : undefined;
  if (!exchange) return undefined;
  const written = m[1] ?? m[3];
  if (written && exchangeOf(written) !== exchange) return undefined;
  return `${code}.${exchange}`;
}

function exchangeOf(mark: string): string {
  if (mark === "SS" || mark === "SHSE" || mark === "SSE" || mark === "XSHG") return "SH";
  if (mark === "SZSE" || mark === "XSHE") return "SZ";
  return mark === "BSE" ? "BJ" : mark;
}
