/** Dropping all facts and working them out again from claims: time, and the peak of this process's memory above where it began. */
import type { Database } from "../../src/db/index.ts";
import { rebuildFacts } from "../../src/ledger/index.ts";
import { figure } from "./figures.ts";

export async function measureRebuild(database: Database, claims: number): Promise<Record<string, unknown>> {
  (globalThis as { gc?: () => void }).gc?.();
  const before = process.memoryUsage();
  let [rss, heap] = [before.rss, before.heapUsed];
  const look = (): void => {
    const now = process.memoryUsage();
    rss = Math.max(rss, now.rss);
    heap = Math.max(heap, now.heapUsed);
  };
  const begun = performance.now();
  const subjects = await rebuildFacts(database.writer, look);
  const seconds = (performance.now() - begun) / 1000;
  const mb = (bytes: number): number => Math.round(bytes / 1e6);
  return { claims, subjects, seconds: figure(seconds), claims_per_s: figure(claims / seconds), peak_rss_mb: mb(rss), rss_grown_mb: mb(rss - before.rss), peak_heap_mb: mb(heap), heap_grown_mb: mb(heap - before.heapUsed) };
}
