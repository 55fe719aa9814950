/**
 * Cycles of flows: Tarjan's strongly connected components (1972), walked without recursion, then one shortest cycle
 * through the first node of each component. Invariant: no answer means no cycle; every answer is a true cycle.
 */
export interface Arc { from: string; to: string }

/** One cycle for each knot of the graph, as node ids in order of flow (the last feeds the first). */
export function cyclesOf(ids: readonly string[], arcs: readonly Arc[]): string[][] {
  const out = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const arc of arcs) out.get(arc.from)?.push(arc.to);
  return components(ids, out)
    .filter((part) => part.length > 1 || out.get(part[0]!)!.includes(part[0]!))
    .map((part) => shortestThrough(part, out));
}

function components(ids: readonly string[], out: ReadonlyMap<string, string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  for (const root of ids) {
    if (index.has(root)) continue;
    const walk: { id: string; next: number }[] = [{ id: root, next: 0 }];
    while (walk.length > 0) {
      const step = walk[walk.length - 1]!;
      if (step.next === 0 && !index.has(step.id)) {
        index.set(step.id, index.size);
        low.set(step.id, index.get(step.id)!);
        stack.push(step.id);
        onStack.add(step.id);
      }
      const to = out.get(step.id)![step.next++];
      if (to !== undefined) {
        if (!index.has(to)) walk.push({ id: to, next: 0 });
        else if (onStack.has(to)) low.set(step.id, Math.min(low.get(step.id)!, index.get(to)!));
        continue;
      }
      walk.pop();
      const parent = walk[walk.length - 1];
      if (parent) low.set(parent.id, Math.min(low.get(parent.id)!, low.get(step.id)!));
      if (low.get(step.id) !== index.get(step.id)) continue;
      const part: string[] = [];
      for (let id = ""; id !== step.id;) { id = stack.pop()!; onStack.delete(id); part.push(id); }
      found.push(part.reverse());
    }
  }
  return found;
}

/** Breadth first from the component's first node back to itself. */
function shortestThrough(part: readonly string[], out: ReadonlyMap<string, string[]>): string[] {
  const inside = new Set(part);
  const start = part[0]!;
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let head = 0; head < queue.length; head++) {
    const id = queue[head]!;
    for (const to of out.get(id)!) {
      if (to === start) {
        const path = [id];
        while (path[0] !== start) path.unshift(cameFrom.get(path[0]!)!);
        return path;
      }
      if (inside.has(to) && !cameFrom.has(to)) { cameFrom.set(to, id); queue.push(to); }
    }
  }
  return [...part];
}
