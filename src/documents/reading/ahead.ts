// What turns out to lie ahead once the whole document is read: a project whose works have yet to begin, or that an agreement is about.
// Invariant: only figures that no word of their own calls a fact become plans; what the text shows to be begun or finished stays.
import { foldText } from "./fold.ts";
import { AS_FACT } from "./modality.ts";
import type { Proposal } from "./model.ts";
import type { State } from "./state.ts";

/** The sizes and sums of a thing to be built. */
const OF_WORKS = new Set(["investment", "area.land", "area.floor", "storeys", "production_lines", "other_count"]);
const BUILT = new Set(["Project", "Park", "ParkPhase", "Building", "Lab"]);
const AGREED_EN = /^ (?:investment |cooperation |strategic )?(?:framework )?agreement/;
const AGREED_ZH = /^[”"》]?(?:项目)?(?:投资|合作|建设|入园|入驻|落户)*(?:框架)?(?:协议|合同)/;

/** The opening of a text that tells of a signing, and words that tell of anything more. */
const LEAD = 160;
const SIGNED = /签约|签下|签署[^,。]{0,20}(?:协议|合同)|signing ceremony|\bsigned\b[^.]{0,60}\b(?:agreement|contract|deal)/;
const DONE = /投产|建成|投用|投入使用|运营|量产|试产|已完成|如今|现有|现已|累计|入驻企业|in operation|operational|in production|completed|opened/;

/** Works told of anywhere may be those of the agreement, under another name. */
const BEGUN = /开工|动工|奠基|在建|封顶|竣工|under construction|broke ground|ground-?breaking|(?:started|began|begun) (?:construct|build)|construction (?:has )?(?:started|began|begun)/;

/** Makes plans of the sizes and sums of what has yet to begin on the document's day. */
export function planAhead(state: State, opening: string): void {
  const fold = foldText(opening).toLowerCase();
  const known = new Map<string, string | undefined>();
  state.told.plan((p, all) => {
    if (p.modality !== "actual" || p.reasons.modality.rule !== AS_FACT || !OF_WORKS.has(p.property) || !BUILT.has(p.subject_type) || typeof p.value !== "number") return undefined;
    if (!known.has(p.subject)) known.set(p.subject, whyAhead(p.subject, all, fold));
    return known.get(p.subject);
  });
}

function whyAhead(subject: string, all: readonly Proposal[], fold: string): string | undefined {
  const dates = all.filter((q) => q.unit === "date" && (q.subject === subject || subject.startsWith(q.subject) || subject.endsWith(` of ${q.subject}`)));
  if (dates.some((q) => q.modality === "actual" && /^(?:start_date|capped_date|completion_date)$/.test(q.property))) return undefined;
  if (dates.some((q) => q.property === "start_date" && q.modality !== "actual")) return "its works have yet to begin";
  const name = foldText(subject).toLowerCase();
  if (name.length < 6 || BEGUN.test(fold)) return undefined;
  if (SIGNED.test(fold.slice(0, LEAD)) && !DONE.test(fold)) return "it was only signed";
  for (let at = fold.indexOf(name); at >= 0; at = fold.indexOf(name, at + 1)) {
    const behind = fold.slice(at + name.length, at + name.length + 40);
    if (AGREED_EN.test(behind) || AGREED_ZH.test(behind)) return "an agreement on it was only signed";
  }
  return undefined;
}
