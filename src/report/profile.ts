/**
 * Profiles: which sections a kind of paper holds and how much of its tables is printed, kept as data.
 * Invariant: a profile names only sections that exist, or is refused with its name.
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { AppError } from "../kernel/index.ts";
import { SECTIONS } from "./sections/index.ts";

const both = z.strictObject({ zh: z.string(), en: z.string() });
const profile = z.strictObject({
  label: both, title: both, for: both, sections: z.array(z.string()), rows_max: z.number().int().min(1).max(100_000), annex_claims_max: z.number().int().min(0).max(200_000), empty: z.enum(["say", "omit"]),
});
export type Profile = z.infer<typeof profile>;

let profiles: ReadonlyMap<string, Profile> | undefined;

/** The shipped profiles by name. */
export function shippedProfiles(): ReadonlyMap<string, Profile> {
  profiles ??= new Map(Object.entries(z.record(z.string(), profile).parse(parse(readFileSync(new URL("../../data/report/profiles.yaml", import.meta.url), "utf8")))));
  return profiles;
}

/** @throws AppError `report/no-profile`. */
export function profileOf(name: string): Profile {
  const found = shippedProfiles().get(name);
  if (!found) {
    const names = [...shippedProfiles().keys()].join(", ");
    throw new AppError("report/no-profile", { profile: name }, { status: 404, zh: `没有“${name}”这种报告；可选 ${names}`, en: `there is no profile “${name}”; choose among ${names}` });
  }
  return found;
}

/** The sections asked for, in the order of the paper. @throws AppError `report/no-section`. */
export function sectionsAsked(wanted: readonly string[]): string[] {
  const known = new Set(SECTIONS.map((s) => s.id));
  const unknown = wanted.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new AppError("report/no-section", { unknown }, { zh: `没有这些部分：${unknown.join("、")}；可选 ${[...known].join("、")}`, en: `there is no section ${unknown.join(", ")}; choose among ${[...known].join(", ")}` });
  return SECTIONS.map((s) => s.id).filter((id) => wanted.includes(id));
}
