/**
 * Other scripts in Latin letters: Cyrillic, Greek, kana, Hangul, Arabic, Hebrew, well enough to compare names by sound.
 * Invariant: Latin letters, digits and Han characters pass through unchanged; output has no letters of the scripts handled.
 */

const CYRILLIC: Record<string, string> = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l", м: "m", н: "n",
  о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y",
  ь: "", э: "e", ю: "yu", я: "ya", і: "i", ї: "yi", є: "ye", ґ: "g", ў: "u", ј: "j", љ: "lj", њ: "nj", ћ: "c", ђ: "dj",
  џ: "dz", қ: "k", ғ: "g", ң: "n", ө: "o", ұ: "u", ү: "u", һ: "h", ә: "a",
};
const GREEK: Record<string, string> = {
  α: "a", β: "v", γ: "g", δ: "d", ε: "e", ζ: "z", η: "i", θ: "th", ι: "i", κ: "k", λ: "l", μ: "m", ν: "n", ξ: "x", ο: "o",
  π: "p", ρ: "r", σ: "s", ς: "s", τ: "t", υ: "y", φ: "f", χ: "ch", ψ: "ps", ω: "o",
};
const ARABIC: Record<string, string> = {
  ا: "a", أ: "a", إ: "i", آ: "a", ب: "b", ت: "t", ث: "th", ج: "j", ح: "h", خ: "kh", د: "d", ذ: "dh", ر: "r", ز: "z",
  س: "s", ش: "sh", ص: "s", ض: "d", ط: "t", ظ: "z", ع: "a", غ: "gh", ف: "f", ق: "q", ك: "k", ل: "l", م: "m", ن: "n", ه: "h",
  و: "w", ي: "y", ى: "a", ة: "a", ء: "", ئ: "y", ؤ: "w", پ: "p", چ: "ch", ژ: "zh", گ: "g", ک: "k", ی: "y",
};
const HEBREW: Record<string, string> = {
  א: "a", ב: "b", ג: "g", ד: "d", ה: "h", ו: "v", ז: "z", ח: "h", ט: "t", י: "y", כ: "k", ך: "k", ל: "l", מ: "m", ם: "m",
  נ: "n", ן: "n", ס: "s", ע: "a", פ: "p", ף: "f", צ: "ts", ץ: "ts", ק: "k", ר: "r", ש: "sh", ת: "t",
};
const KANA = buildKana();
const HANGUL_LEAD = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const HANGUL_VOWEL = ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"];
const HANGUL_TAIL = ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"];

function buildKana(): Record<string, string> {
  const table: Record<string, string> = { ん: "n", っ: "", ー: "", ゔ: "vu", ぁ: "a", ぃ: "i", ぅ: "u", ぇ: "e", ぉ: "o" };
  const rows: [string, string[]][] = [
    ["あいうえお", ["a", "i", "u", "e", "o"]], ["かきくけこ", ["ka", "ki", "ku", "ke", "ko"]], ["がぎぐげご", ["ga", "gi", "gu", "ge", "go"]],
    ["さしすせそ", ["sa", "shi", "su", "se", "so"]], ["ざじずぜぞ", ["za", "ji", "zu", "ze", "zo"]], ["たちつてと", ["ta", "chi", "tsu", "te", "to"]],
    ["だぢづでど", ["da", "ji", "zu", "de", "do"]], ["なにぬねの", ["na", "ni", "nu", "ne", "no"]], ["はひふへほ", ["ha", "hi", "fu", "he", "ho"]],
    ["ばびぶべぼ", ["ba", "bi", "bu", "be", "bo"]], ["ぱぴぷぺぽ", ["pa", "pi", "pu", "pe", "po"]], ["まみむめも", ["ma", "mi", "mu", "me", "mo"]],
    ["やゆよ", ["ya", "yu", "yo"]], ["らりるれろ", ["ra", "ri", "ru", "re", "ro"]], ["わを", ["wa", "o"]], ["ゃゅょ", ["ya", "yu", "yo"]],
  ];
  for (const [kana, latin] of rows) [...kana].forEach((k, i) => { table[k] = latin[i]!; });
  return table;
}

function hangul(code: number): string {
  const index = code - 0xac00;
  return HANGUL_LEAD[Math.floor(index / 588)]! + HANGUL_VOWEL[Math.floor((index % 588) / 28)]! + HANGUL_TAIL[index % 28]!;
}

/** Folded text with every handled script in Latin letters. Example: `дмитрий` → `dmitriy`, `삼성` → `samseong`. */
export function romanise(folded: string): string {
  let out = "";
  for (const char of folded) {
    const code = char.codePointAt(0)!;
    if (code < 0x370) { out += char; continue; }
    if (code >= 0xac00 && code <= 0xd7a3) { out += hangul(code); continue; }
    const hira = code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : char;
    if (/[ゃゅょ]/.test(hira) && /[^aeiou]i$/.test(out)) {
      out = out.slice(0, -1) + (/(?:sh|ch|j)i$/.test(out) ? KANA[hira]!.slice(1) : KANA[hira]!);
      continue;
    }
    out += CYRILLIC[char] ?? GREEK[char] ?? KANA[hira] ?? ARABIC[char] ?? HEBREW[char] ?? (/\p{M}/u.test(char) ? "" : char);
  }
  return out;
}
