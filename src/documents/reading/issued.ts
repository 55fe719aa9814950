// A notice that hands out a policy and carries its date on a line of its own: "现将《…办法》印发给你们", "自印发之日起施行", and "2023年6月12日".
// Invariant: the policy is named in the text; a day of coming into force that the text tells outright goes before the day of issue.
import { confidenceOf } from "./confidence.ts";
import { because, type Context } from "./context.ts";
import type { Reason, When } from "./model.ts";
import type { Sentence } from "./segment.ts";
import { at, quoted, type State } from "./state.ts";

/** What a notice has told so far of the policy that it hands out. */
export interface Issued {
  policy?: { name: string; reason: Reason };
  /** the words that issue it, or say that it holds from the day of issue */
  words?: Reason;
  /** the last line that holds a day and nothing else but who issues */
  day?: { when: When; quote: string; start: number; end: number };
  /** the text tells the day from which it holds */
  inForce?: true;
}

const ISSUES = /印发给你们|自(?:印发|发布|公布|下发|颁布)之日起(?:正式)?(?:施行|实施|执行|生效)/;
const IN_FORCE = /\d{1,2}日(?:之日)?起(?:正式)?(?:施行|实施|执行|生效)/;
const DATE_LINE = /^\s*(?:[\u4e00-\u9fff]{2,24}(?:政府|办公室|办公厅|局|委员会|管委会|厅|部|委))?\s*\(?20\d\d年\d{1,2}月\d{1,2}日(?:印发)?\)?\s*$/;

/** Whether a sentence may tell anything of a policy handed out. */
export const mayIssue = (c: Context): boolean => c.lang === "zh" && (c.low.includes("印发给") || c.low.includes("日起") || (c.dates.length === 1 && c.low.length < 60 && c.dates[0]!.when?.length === 10));

/** Notes what a sentence tells of a policy handed out. Call before the sentence is observed. */
export function noteIssued(state: State, s: Sentence, c: Context): void {
  const issued = (state.issued ??= {});
  const date = c.dates[0];
  if (c.dates.length === 1 && date!.when?.length === 10 && c.low.length < 60 && DATE_LINE.test(c.low)) issued.day = { when: date!.when, ...quoted(s, date!) };
  if (IN_FORCE.test(c.low)) issued.inForce = true;
  const words = ISSUES.exec(c.low);
  if (!words || issued.words !== undefined) return;
  issued.words = at(because(c, words.index, words.index + words[0].length), s);
  const named = c.mentions.filter((m) => m.type === "Policy" && m.name.startsWith("《") && m.end <= words.index && !/(?:根据|按照|依据|落实|贯彻)[^,。]{0,6}$/.test(c.low.slice(0, m.start))).pop();
  const before = named ? undefined : state.discourse.lately(40).find((t) => t.type === "Policy" && t.name.startsWith("《"));
  if (named) issued.policy = { name: named.name, reason: at(because(c, named.start, named.end), s) };
  else if (before) issued.policy = { name: before.name, reason: { rule: `carried on from before: ${before.name}` } };
}

/** Proposes the day of issue as the policy's start, unless the text told the day from which it holds. */
export function tellIssued(state: State): void {
  const { policy, words, day, inForce } = state.issued ?? {};
  if (policy === undefined || words === undefined || day === undefined || inForce) return;
  const ahead = state.options.published !== undefined && day.when > state.options.published;
  const { when, ...here } = day;
  state.told.add({
    subject: state.surfaces.get(policy.name) ?? policy.name, subject_type: "Policy", property: "start_date", value: when, unit: "date", modality: ahead ? "planned" : "actual", bound: "eq", as_of: null,
    ...here, figure: { start: here.start, end: here.end },
    reasons: { property: words, modality: { rule: ahead ? "the day lies ahead of the document date" : "stated as a fact" }, bound: { rule: "the date as stated" }, subject: policy.reason },
    confidence: confidenceOf({ property: 0.7, subject: 0.8, modality: 1, heading: false, unit: "date" }),
  }, false);
}
