/**
 * Where firms are: the places that they lie in, those that these lie in, and so on, plus the parts of the record they are grouped in.
 * Invariant: a chain of places that bites its own tail ends where it began; a place counts a firm once, however many ways lead there.
 */

/** Every place that each firm lies in, near or far, as ids; `inside` holds what the record says directly (firm or place → places). */
export function placesOf(firms: readonly string[], inside: ReadonlyMap<string, readonly string[]>, isPlace: (id: string) => boolean): Map<string, string[]> {
  return new Map(firms.map((firm) => {
    const seen = new Set<string>([firm]);
    const queue = [firm];
    const found: string[] = [];
    for (let head = 0; head < queue.length; head++) {
      for (const place of inside.get(queue[head]!) ?? []) {
        if (seen.has(place)) continue;
        seen.add(place);
        queue.push(place);
        if (isPlace(place)) found.push(place);
      }
    }
    return [firm, found];
  }));
}
