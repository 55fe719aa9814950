/**
 * Check characters of the two public codes of organisations.
 * Invariant: a credit code with one wrong character never passes; an LEI never with one letter or digit mistaken for another of its kind.
 */

const USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/**
 * Whether the text is a unified social credit code with the right check character.
 * Method: GB 32100-2015, weights 3^(i-1) mod 31 over the first 17 characters (the system of GB/T 17710).
 */
export function isUscc(text: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(text)) return false;
  let sum = 0;
  let weight = 1;
  for (const sign of text.slice(0, 17)) {
    sum += USCC_SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_SIGNS[(31 - (sum % 31)) % 31] === text[17];
}

/** Whether the text is a legal entity identifier with the right check digits. Method: ISO 17442-1, ISO/IEC 7064 mod 97-10. */
export function isLei(text: string): boolean {
  if (!/^[0-9A-Z]{18}[0-9]{2}$/.test(text)) return false;
  let rest = 0;
  for (const sign of text) {
    const n = Number.parseInt(sign, 36);
    rest = (n > 9 ? rest * 100 + n : rest * 10 + n) % 97;
  }
  return rest === 1;
}
