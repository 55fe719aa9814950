/**
 * What is known of a project phase when its end is promised, as numbers a forest can split on.
 * Invariant: nothing that became known later is read: not the actual end, not the status, not the spending.
 */
import type { SlipRecord } from "./slip-table.ts";

export interface FeatureSet {
  names: string[];
  /** One value per feature of `names`. */
  of(record: SlipRecord): Float64Array;
}

const WORDS_KEPT = 25;
const PHASE_ORDER = ["scope", "design", "construction"];

/** Codes a category by how often training rows have it, commonest first; unseen = -1. */
function coded(values: string[]): (value: string) => number {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const order = new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value], k) => [value, k]));
  return (value) => order.get(value) ?? -1;
}

const words = (text: string): Set<string> => new Set(text.toUpperCase().match(/[\p{L}]{3,}/gu) ?? []);

/**
 * Learns the coding from training records. With `dated`, calendar days are features too: right for projects within the span of the record
 * (what else was going on then), wrong beyond it, where a tree can only repeat its last years.
 */
export function learnFeatures(training: SlipRecord[], dated: boolean): FeatureSet {
  const type = coded(training.map((record) => record.type));
  const other_phase = coded(training.map((record) => record.phase));
  const borough = coded(training.map((record) => record.building.slice(0, 1)));
  const kept = commonWords(training);
  const typical = typicalDuration(training);
  const start = (record: SlipRecord): number => record.start_day ?? record.planned_day - typical;
  const phase = (record: SlipRecord): number => {
    const known = PHASE_ORDER.indexOf(record.phase.toLowerCase());
    return known >= 0 ? known : PHASE_ORDER.length + Math.max(other_phase(record.phase), 0);
  };
  const features: [string, (record: SlipRecord) => number][] = [
    ["phase", phase],
    ["planned_days", (record) => record.planned_day - start(record)],
    ["budget", (record) => Math.log(Math.max(1, record.budget ?? 1))],
    ["type", (record) => type(record.type)],
    ["district", (record) => Number(record.district) || 0],
    ["borough", (record) => borough(record.building.slice(0, 1))],
    ["fundings", (record) => record.fundings],
    ["season", (record) => start(record) % 365.25],
    ["description_length", (record) => record.description.length],
  ];
  if (dated) features.push(["start_day", start], ["planned_day", (record) => record.planned_day]);
  return {
    names: [...features.map(([name]) => name), ...kept.map((word) => `word:${word}`)],
    of(record) {
      const own = words(record.description);
      return Float64Array.from([...features.map(([, read]) => read(record)), ...kept.map((word) => (own.has(word) ? 1 : 0))]);
    },
  };
}

function commonWords(training: SlipRecord[]): string[] {
  const counts = new Map<string, number>();
  for (const record of training) for (const word of words(record.description)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, WORDS_KEPT).map(([word]) => word);
}

function typicalDuration(training: SlipRecord[]): number {
  const durations = training.filter((record) => record.start_day !== undefined).map((record) => record.planned_day - record.start_day!).sort((a, b) => a - b);
  return durations[durations.length >> 1] ?? 180;
}
