/**
 * Aho–Corasick as it is usually written for npm: an object a state, a Map of its letters, fail links followed while reading. The yardstick
 * where no package is installed. Invariant: finds every occurrence of every pattern, as the automaton of the house does.
 */
interface State { next: Map<string, State>; fail: State | undefined; out: number[] }

/** @returns a function that counts the matches in a text; both are taken as folded before. */
export function plainMatcher(patterns: readonly string[]): (text: string) => number {
  const root: State = { next: new Map(), fail: undefined, out: [] };
  patterns.forEach((pattern, i) => {
    let at = root;
    for (const c of pattern) {
      let to = at.next.get(c);
      if (!to) at.next.set(c, (to = { next: new Map(), fail: root, out: [] }));
      at = to;
    }
    at.out.push(i);
  });
  const queue = [...root.next.values()];
  for (const state of queue) {
    for (const [c, to] of state.next) {
      let fail = state.fail;
      while (fail && !fail.next.has(c)) fail = fail.fail;
      to.fail = fail ? fail.next.get(c)! : root;
      to.out = [...to.out, ...to.fail.out];
      queue.push(to);
    }
  }
  return (text) => {
    let found = 0;
    let at = root;
    for (const c of text) {
      while (at !== root && !at.next.has(c)) at = at.fail!;
      at = at.next.get(c) ?? root;
      for (const _ of at.out) found++;
    }
    return found;
  };
}
