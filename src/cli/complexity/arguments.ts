/**
 * The words of `lightvalley complexity`, read into options. Invariant: an unknown word or value is refused with what is
 * allowed, before any file is opened.
 */
import { parseArgs } from "node:util";
import { AppError, type Lang } from "../../kernel/index.ts";
import { PROXIMITY_METHODS, type AnalysisOptions, type ReadOptions } from "../../chain/complexity/index.ts";

/** Sections of the JSON answer, in the order they are written. */
export const SECTIONS = ["rca", "eci", "fitness", "pci", "fitness_activity", "outlook", "concentration", "proximity", "density", "gain"] as const;
export type Section = (typeof SECTIONS)[number];

export interface ComplexityOptions extends ReadOptions, Omit<AnalysisOptions, "engine" | "floors"> {
  file: string;
  json?: boolean;
  lang?: Lang;
  /** Values are counts (firms, jobs): location quotients then carry an interval. */
  counts?: boolean;
  /** Sections of the JSON answer; all but `gain` unless told. */
  sections?: readonly Section[];
  /** Rows of each readable table. */
  top?: number;
  /** Compute without SIMD. */
  plain?: boolean;
  minRegions?: number;
  minActivities?: number;
  minOnes?: number;
  /** A region to order the activities it lacks for. */
  for?: string;
}

export interface BacktestOptions extends ReadOptions {
  file: string;
  json?: boolean;
  lang?: Lang;
  threshold?: number;
  aggregate?: "sum" | "mean";
  whole?: boolean;
  absent?: "zero" | "unknown";
  topActivities?: number;
  dropActivities?: string;
  dropRegions?: string[];
  draws?: number;
  predictions?: boolean;
  plain?: boolean;
}

const SHARED = {
  region: { type: "string" }, activity: { type: "string" }, value: { type: "string" }, period: { type: "string" },
  where: { type: "string", multiple: true }, wide: { type: "boolean" }, strict: { type: "boolean" }, json: { type: "boolean" },
  lang: { type: "string" }, threshold: { type: "string" }, draws: { type: "string" }, plain: { type: "boolean" }, help: { type: "boolean" },
} as const;

/** Reads the words after `complexity`. `help` where help was asked for or nothing was said. */
export function readArguments(words: string[]): { command: "analyse"; options: ComplexityOptions } | { command: "backtest"; options: BacktestOptions } | { command: "help" } {
  if (words[0] === "backtest") return readBacktest(words.slice(1));
  const { values, positionals } = parsed(words, {
    ...SHARED, counts: { type: "boolean" }, sections: { type: "string" }, top: { type: "string" }, proximity: { type: "string" },
    density: { type: "string" }, outlook: { type: "string" }, eci: { type: "string" }, fitness: { type: "string" },
    iterations: { type: "string" }, seed: { type: "string" }, "min-regions": { type: "string" }, "min-activities": { type: "string" }, "min-ones": { type: "string" }, for: { type: "string" },
  });
  const text = (key: string): string | undefined => values[key] as string | undefined;
  if (values.help || positionals.length === 0) return { command: "help" };
  return {
    command: "analyse",
    options: {
      ...sharedOptions(values), file: oneFile(positionals), counts: values.counts === true,
      sections: text("sections")?.split(",").map((s) => oneOf("sections", s.trim(), SECTIONS)),
      top: count(text("top"), "top", 1), plain: values.plain === true,
      proximityMethod: choice(text("proximity"), "proximity", PROXIMITY_METHODS),
      densityVariant: choice(text("density"), "density", ["hidalgo", "balland"] as const),
      outlookVariant: choice(text("outlook"), "outlook", ["reference", "atlas"] as const),
      eciMethod: choice(text("eci"), "eci", ["eigenvector", "reflections"] as const),
      fitnessVariant: choice(text("fitness"), "fitness", ["tacchella-2012", "servedio-2018"] as const),
      fitnessIterations: count(text("iterations"), "iterations", 1), draws: count(text("draws"), "draws", 0),
      seed: count(text("seed"), "seed", 0), minRegions: count(text("min-regions"), "min-regions", 2),
      minActivities: count(text("min-activities"), "min-activities", 2), minOnes: count(text("min-ones"), "min-ones", 1), for: text("for"),
    },
  };
}

function readBacktest(words: string[]): { command: "backtest"; options: BacktestOptions } | { command: "help" } {
  const { values, positionals } = parsed(words, {
    ...SHARED, aggregate: { type: "string" }, whole: { type: "boolean" }, absent: { type: "string" }, "top-activities": { type: "string" },
    "drop-activities": { type: "string" }, "drop-regions": { type: "string" }, predictions: { type: "boolean" },
  });
  const text = (key: string): string | undefined => values[key] as string | undefined;
  if (values.help || positionals.length === 0) return { command: "help" };
  return {
    command: "backtest",
    options: {
      ...sharedOptions(values), file: oneFile(positionals), aggregate: choice(text("aggregate"), "aggregate", ["sum", "mean"] as const),
      whole: values.whole === true, absent: choice(text("absent"), "absent", ["zero", "unknown"] as const),
      topActivities: count(text("top-activities"), "top-activities", 2), dropActivities: text("drop-activities"),
      dropRegions: text("drop-regions")?.split(",").map((s) => s.trim()), draws: count(text("draws"), "draws", 0),
      predictions: values.predictions === true, plain: values.plain === true,
    },
  };
}

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

function parsed(words: string[], options: NonNullable<Parameters<typeof parseArgs>[0]>["options"]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true }) as { values: Values; positionals: string[] };
  } catch (error) {
    throw wrongUse(error instanceof Error ? error.message : String(error));
  }
}

function sharedOptions(values: Values): ReadOptions & { json: boolean; lang?: Lang; threshold?: number } {
  const text = (key: string): string | undefined => values[key] as string | undefined;
  const threshold = text("threshold");
  if (threshold !== undefined && !(Number(threshold) > 0)) throw wrongUse(`--threshold ${threshold}: a number above 0`);
  return {
    region: text("region"), activity: text("activity"), value: text("value"), period: text("period"),
    ...(values.wide ? { wide: true } : {}), strict: values.strict === true, json: values.json === true,
    lang: choice(text("lang"), "lang", ["zh", "en"] as const), threshold: threshold === undefined ? undefined : Number(threshold),
    where: ((values.where ?? []) as string[]).map((w) => {
      const at = w.indexOf("=");
      if (at < 1) throw wrongUse(`--where ${w}: COLUMN=TEXT`);
      return { column: w.slice(0, at), equals: w.slice(at + 1) };
    }),
  };
}

function oneFile(positionals: string[]): string {
  if (positionals.length !== 1) throw wrongUse(`one file, not ${positionals.length}`);
  return positionals[0]!;
}

function choice<T extends string>(text: string | undefined, name: string, allowed: readonly T[]): T | undefined {
  return text === undefined ? undefined : oneOf(name, text, allowed);
}

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((a) => a === text);
  if (!found) throw wrongUse(`--${name} ${text}: ${allowed.join(" | ")}`);
  return found;
}

function count(text: string | undefined, name: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  const n = Number(text);
  if (!Number.isInteger(n) || n < least || n > 1_000_000) throw wrongUse(`--${name} ${text}: a whole number of ${least} or more`);
  return n;
}

function wrongUse(what: string): AppError {
  return new AppError("complexity/wrong-use", { what }, {
    zh: `用法不对：${what}`, en: `Wrong use: ${what}`,
    hint: { zh: "lightvalley complexity --help 列出全部选项", en: "lightvalley complexity --help lists all options" },
  });
}
