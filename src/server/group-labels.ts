/** What the parts of the reference record are called. Invariant: any other part is called by its key. */
import type { Label } from "./api-types.ts";

/** The groups of the reference record in the order that the switch shows them. */
export const GROUP_LABELS: Readonly<Record<string, Label>> = {
  changchun: { zh: "长春", en: "Changchun" }, nanchang: { zh: "南昌", en: "Nanchang" }, zhongshan: { zh: "中山", en: "Zhongshan" }, comparison: { zh: "对照", en: "Comparison" },
};
