/** Words with places in them. Pure. Invariant: a place without a value is left as it is, so that the mistake shows. */

/** Puts values in their places; `{n:claim|claims}` is the number and the word that goes with it. */
export function filled(words: string, values: Record<string, string | number> | undefined): string {
  if (values === undefined) return words;
  return words.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return many === undefined ? String(value) : `${value} ${String(value) === "1" ? one : many}`;
  });
}
