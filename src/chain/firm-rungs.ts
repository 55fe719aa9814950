/**
 * The rung of a firm on the cultivation ladder (by the names of its awards) and its size class (by staff and revenue), as data says.
 * Invariant: nothing is guessed: a firm without such an award has no rung here, one without a figure has no size.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { AppError } from "../kernel/index.ts";

const named = { id: z.string().min(1), zh: z.string().min(1), en: z.string().min(1) };
const shape = z.strictObject({
  rungs: z.array(z.strictObject({ ...named, words: z.array(z.string().min(1)).min(1) })).min(1),
  sizes: z.array(z.strictObject({ ...named, employees: z.number().min(0), revenue_yuan: z.number().min(0) })).min(1),
});
export type RungRules = z.infer<typeof shape>;

/** @throws AppError `chain/rung-rules` naming the fields that are wrong. */
export function readRungRules(text: string, file = "rungs.yaml"): RungRules {
  const read = shape.safeParse(parse(text));
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new AppError("chain/rung-rules", { file, wrong }, { zh: `${file} 有误：${wrong.join("；")}`, en: `${file} is wrong: ${wrong.join("; ")}` });
}

export function shippedRungRules(): RungRules {
  return readRungRules(readFileSync(new URL("../../data/chain/rungs.yaml", import.meta.url), "utf8"));
}

/** The highest rung that one of these award names speaks of. */
export function rungOf(awards: readonly string[], rules: RungRules): string | undefined {
  const names = awards.map((a) => a.toLowerCase().replaceAll(/[“”"]/g, ""));
  return rules.rungs.findLast((rung) => rung.words.some((word) => names.some((name) => name.includes(word.toLowerCase()))))?.id;
}

/** The size class that all known figures reach. */
export function sizeOf(employees: number | undefined, revenue_yuan: number | undefined, rules: RungRules): string | undefined {
  if (employees === undefined && revenue_yuan === undefined) return undefined;
  return rules.sizes.find((size) => (employees === undefined || employees >= size.employees) && (revenue_yuan === undefined || revenue_yuan >= size.revenue_yuan))?.id;
}
