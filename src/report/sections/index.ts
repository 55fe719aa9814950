/** The sections in the order of a white paper. Invariant: a profile names sections by these ids; an unknown one is refused. */
import { chain } from "./chain.ts";
import { expo } from "./expo.ts";
import { findings } from "./findings.ts";
import { firms } from "./firms.ts";
import { growth } from "./growth.ts";
import { institutes } from "./institutes.ts";
import { method } from "./method.ts";
import type { SectionDef } from "./model.ts";
import { parks } from "./parks.ts";
import { summary } from "./summary.ts";
import { targets } from "./targets.ts";

export const SECTIONS: readonly SectionDef[] = [summary, growth, chain, parks, firms, institutes, targets, expo, findings, method];
export type { SectionContext, SectionDef } from "./model.ts";
