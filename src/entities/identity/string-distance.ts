/** Similarity of short strings. Invariant: symmetric, in 0..1, 1 only for equal strings. */

const rows = { a: new Uint16Array(256), b: new Uint16Array(256), c: new Uint16Array(256) };

/** Optimal string alignment distance (Damerau 1964, adjacent swaps count one), given up with limit+1 once above the limit. Strings are cut at 255. */
export function editDistance(left: string, right: string, limit = 255): number {
  const a = left.length > 255 ? left.slice(0, 255) : left;
  const b = right.length > 255 ? right.slice(0, 255) : right;
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = rows.a, previous = rows.b, current = rows.c;
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    // Only cells within `limit` of the diagonal can lead to a distance within it; those beside the band count as out of reach.
    const from = Math.max(1, i - limit), to = Math.min(b.length, i + limit);
    current[from - 1] = from === 1 ? i : limit + 1;
    if (to === i + limit) previous[to] = limit + 1;
    let best = from === 1 ? i : limit + 1;
    const ca = a.charCodeAt(i - 1);
    for (let j = from; j <= to; j++) {
      const cb = b.charCodeAt(j - 1);
      let d = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (ca === cb ? 0 : 1));
      if (i > 1 && j > 1 && ca === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === cb) d = Math.min(d, before[j - 2]! + 1);
      current[j] = d;
      if (d < best) best = d;
    }
    if (best > limit) return limit + 1;
    const spare = before;
    before = previous; previous = current; current = spare;
  }
  return Math.min(previous[b.length]!, limit + 1);
}

/** 1 − distance ÷ longer length. */
export function editSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - editDistance(a, b) / longer;
}

/** Jaro–Winkler similarity (Winkler 1990; prefix scale 0.1, at most 4 letters). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const m = Math.min(a.length, 64), n = Math.min(b.length, 64);
  if (m === 0 || n === 0) return 0;
  const window = Math.max(0, (Math.max(m, n) >> 1) - 1);
  const usedB = new Uint8Array(n);
  const matched: number[] = [];
  for (let i = 0; i < m; i++) {
    const to = Math.min(n - 1, i + window);
    for (let j = Math.max(0, i - window); j <= to; j++) {
      if (usedB[j] || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      usedB[j] = 1;
      matched.push(a.charCodeAt(i));
      break;
    }
  }
  if (matched.length === 0) return 0;
  let swaps = 0, k = 0;
  for (let j = 0; j < n; j++) if (usedB[j] && b.charCodeAt(j) !== matched[k++]) swaps++;
  const c = matched.length;
  const jaro = (c / m + c / n + (c - swaps / 2) / c) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < m && prefix < n && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Jaro–Winkler is not exactly symmetric when letters repeat; the mean of both directions is. */
export function nameSimilarity(a: string, b: string): number {
  return (jaroWinkler(a, b) + jaroWinkler(b, a)) / 2;
}
