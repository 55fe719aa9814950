// Names that Chinese writing itself marks: 《…》, the heading of a notice, model codes, plants and blocks by letter or number.
// Invariant: what is found is a span of the given sentence; one look at each character.
import type { Mention } from "./names-zh.ts";

/** Adds them to the names of a sentence. */
export function addWritten(found: Mention[], s: string): void {
  addPolicies(found, s);
  addProducts(found, s);
  addNotices(found, s);
}

/** 《…》 is a document: a policy unless its words say another thing. */
function addPolicies(found: Mention[], s: string): void {
  for (let i = s.indexOf("《"); i >= 0; i = s.indexOf("《", i + 1)) {
    const end = s.indexOf("》", i + 1);
    if (end < 0 || end - i > 70) return;
    found.push({ start: i, end: end + 1, name: s.slice(i, end + 1), type: /(?:协议书?|合同|备忘录|意向书|白皮书|报告|公报|合约|决算|年报|日报|晚报|杂志)(?:\([^)]*\))?》$/.test(s.slice(i, end + 1)) ? "Document" : "Policy", definite: false, oblique: false, weak: false });
    i = end;
  }
}

const NUMBERED_PLANT = /(?<![A-Za-z0-9])(?:[A-Z]\d{1,2}[A-Z]?|\d{1,2}号)厂(?![房区商家长址])/g;
const LETTERED_BLOCK = /(?<![A-Za-z0-9])[A-H]\d?座(?![\d谈])/g;
const MODEL_CODE = /[A-Z][A-Za-z]{0,8}-?\d{2,6}[A-Za-z]{0,3}(?![\d%亿万元年月日])(?:[\u4e00-\u9fff]{1,3}版)?/g;

/** "GMAX4002高速版": a model code is a product; "B3厂" a plant that its letter or number names. */
function addProducts(found: Mention[], s: string): void {
  const named = (re: RegExp, type: string): void => {
    re.lastIndex = 0;
    for (let m = re.exec(s); m; m = re.exec(s)) found.push({ start: m.index, end: m.index + m[0].length, name: m[0], type, definite: false, oblique: false, weak: false });
  };
  if (s.includes("厂")) named(NUMBERED_PLANT, "Project");
  if (s.includes("座")) named(LETTERED_BLOCK, "Building");
  named(MODEL_CODE, "Product");
}

/** "某市人民政府关于…的通知" on a line of its own, and "本通知" that points at it. */
function addNotices(found: Mention[], s: string): void {
  if (s.includes("关于") && s.length < 70) {
    const m = NOTICE.exec(s);
    if (m) found.push({ start: m.index + m[1]!.length, end: m.index + m[0].trimEnd().length, name: m[2]!, type: "Policy", definite: false, oblique: false, weak: false });
  }
  for (let i = s.indexOf("本"); i >= 0; i = s.indexOf("本", i + 1)) if (/^(?:通知|细则|规定|公告|决定)(?=自|从|由|于|有效|施行|印发|发布)/.test(s.slice(i + 1, i + 6))) found.push({ start: i, end: i + 3, name: s.slice(i, i + 3), type: "Policy", definite: true, oblique: false, weak: false });
}
const NOTICE = /^(\s*)([\u4e00-\u9fff()]{0,24}关于[^,。;!?]{4,50}(?:的通知|的意见|的公告|的决定|的办法|若干措施|若干政策))\s*$/;
