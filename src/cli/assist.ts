/** `--assist`: the model endpoint of the environment, and what is said of it when the work is done. */
import { Assistant, endpointOf, type Assistance, type Refusal } from "../documents/index.ts";
import { inLang, type Label } from "../kernel/index.ts";
import type { Ontology } from "../ontology/index.ts";
import { say, type Io } from "./command.ts";

export const ASSIST_FLAG = { flag: "--assist", zh: "另请 LIGHTVALLEY_MODEL_URL 的模型补充提议（过同一道关）", en: "ask the model at LIGHTVALLEY_MODEL_URL for more, through the same gate" };

const WHY: Readonly<Record<Refusal, { zh: string; en: string }>> = {
  malformed: { zh: "答复不合格式", en: "malformed" },
  "quote-not-in-text": { zh: "引文不在原文中", en: "quote not in the text" },
  "quote-over-lines": { zh: "引文跨行", en: "quote over several lines" },
  "subject-not-in-text": { zh: "主体不在原文中", en: "subject not in the text" },
  "number-not-in-quote": { zh: "数字不能由引文重算", en: "number not in its quote" },
  "not-in-ontology": { zh: "本体不许", en: "not allowed by the ontology" },
  "date-not-in-text": { zh: "日期不在原文中", en: "date not in the text" },
  duplicate: { zh: "已有", en: "there already" },
  "too-many": { zh: "过多", en: "too many" },
};

/** The assistant, where it was asked for. @throws AppError where no endpoint is set. */
export function assistantFor(io: Io, wanted: boolean | undefined, ontology: Ontology): Assistant | undefined {
  return wanted === true ? new Assistant({ fetch: globalThis.fetch, endpoint: endpointOf(io.env), ontology }) : undefined;
}

/** The endpoint's failure on one file, as a line of talk; undefined where it answered. */
export function failureLine(io: Io, path: string, assistance: Assistance | undefined): string | undefined {
  const failure: Label | undefined = assistance?.failure?.message;
  if (!failure) return undefined;
  return io.lang === "zh" ? `${path}：${inLang(failure, "zh")}；识读自己的提议照旧` : `${path}: ${inLang(failure, "en")}; the reader's own proposals stand`;
}

/** What the model added and what was refused, over all files. */
export function sayAssisted(io: Io, assistant: Assistant | undefined): void {
  if (!assistant) return;
  const { proposed, refused } = assistant.tally;
  const counts = Object.entries(refused) as [Refusal, number][];
  const all = counts.reduce((sum, [, n]) => sum + n, 0);
  const list = (lang: "zh" | "en"): string => counts.map(([why, n]) => `${WHY[why][lang]} ${n}`).join(lang === "zh" ? "、" : ", ");
  say(io, {
    zh: `模型 ${assistant.model} 补充 ${proposed} 条，拒收 ${all} 条${all ? `（${list("zh")}）` : ""}`,
    en: `the model ${assistant.model} added ${proposed}, ${all} refused${all ? ` (${list("en")})` : ""}`,
  });
}
