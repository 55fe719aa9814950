/**
 * The rules of placement as data: cues around a product word, factors, weights, thresholds.
 * Invariant: a rules file that does not have this shape is refused with the fields that are wrong.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { AppError } from "../../kernel/index.ts";

const words = z.array(z.string().min(1));
const cues = z.strictObject({
  stop: words, pause: words, make: words, trade: words, apply: words, apply_long: words.optional(), market: words, maker: words.optional(), head: words,
  served: words, stuff: words.optional(), comma: words.optional(), list: words.optional(), for: words.optional(), reset: words.optional(),
});
const share = z.number().min(0).max(5);
const likeness = z.strictObject({
  weight: share, cover: share, lead: share, mass: z.number().min(0), parts_least: z.number().int().min(1), definitions: z.boolean(),
});
export type LikenessRules = z.infer<typeof likeness>;
export const RulesShape = z.strictObject({
  cues: z.strictObject({ zh: cues, en: cues }),
  factors: z.strictObject({
    made: share, stated: share, first: share, traded: share, applied: share, modifier: share, compound: share, for: share, name: share, honour: share,
  }),
  weights: z.strictObject({ strong: share, weak: share, repeat: share, repeat_most: share, code: share, general: share }),
  decide: z.strictObject({
    accept: share, relative: share, most: z.number().int().min(1), review_below: share, weak_alone: share, stage_alone: share,
  }),
  /** Likeness of Chinese items that hold no known word; left out, there is none. */
  likeness: likeness.optional(),
  made_by_equipment: words,
  made_of_stuff: words,
  general: z.record(z.string(), words).optional(),
  trader_node: z.string().optional(),
  /** Stages whose goods make a dealer one of the chain. */
  trader_stages: words.optional(),
});
export type PlacementRules = z.infer<typeof RulesShape>;
export type Cues = z.infer<typeof cues>;
export type Zone = keyof PlacementRules["factors"];

export function readRules(text: string, file = "placement-cues.yaml"): PlacementRules {
  const read = RulesShape.safeParse(parse(text));
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new AppError("chain/placement-rules", { file, wrong }, { zh: `${file} 有误：${wrong.join("；")}`, en: `${file} is wrong: ${wrong.join("; ")}` });
}

export function shippedRules(): PlacementRules {
  return readRules(readFileSync(new URL("../../../data/chain/placement-cues.yaml", import.meta.url), "utf8"));
}
