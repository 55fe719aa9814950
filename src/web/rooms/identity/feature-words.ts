/** The names of features in the reader's words. Invariant: a feature without words is shown by its own name, never hidden. */
import type { Lang } from "../../ui/figure-text.ts";

const SCRIPT: Record<string, [string, string]> = { zh: ["中文", "Chinese"], l: ["英文", "English"], x: ["中英之间", "across languages"] };

const WORDS: Record<string, [string, string]> = {
  same: ["全同", "same throughout"], brand: ["字号", "brand"], run: ["字号连续相同", "unbroken brand"], trade: ["行业词", "trade words"], sound: ["读音", "sound"], head: ["首词", "first word"],
  head_missed: ["首字不同", "first character differs"], gaps: ["中间有缺", "gaps between"], brand_conflict: ["字号不同", "brands differ"], brand_missing: ["缺少的字号", "brand missing"], brand_extra: ["多出的字号", "brand besides"],
  trade_conflict: ["行业词不同", "trades differ"], trade_missing: ["缺少的行业词", "trade missing"], trade_extra: ["多出的行业词", "trade besides"], brand_like: ["字号相近", "brands alike"], filler: ["通用词", "general words"],
  place: ["地名", "place"], number: ["数字", "number"], initials: ["首字母", "initials"], spelling: ["拼写", "spelling"], place_conflict: ["地名不同", "places differ"], place_extra: ["多出的地名", "place besides"], nothing_shared: ["没有相同之处", "nothing shared"],
  script: ["两种文字", "two scripts"], partial: ["部分读音", "part of the sound"], likeness: ["读音相近", "sounds alike"], meaning: ["意思", "meaning"], literal: ["原样出现", "written the same"],
  brand_unexplained: ["字号无从解释", "brand unexplained"], place_unexplained: ["地名无从解释", "place unexplained"], number_unexplained: ["数字无从解释", "number unexplained"], trade_unexplained: ["行业无从解释", "trade unexplained"],
  brand_uncovered: ["字号没有对应", "brand without counterpart"], brand_absent: ["没有字号", "no brand"], trade_uncovered: ["行业没有对应", "trade without counterpart"], place_uncovered: ["地名没有对应", "place without counterpart"],
};

const WHOLE: Record<string, [string, string]> = {
  region_agree: ["行政区划相同", "same region"], region_conflict: ["行政区划冲突", "regions conflict"], region_national: ["一方为全国性", "one is national"], region_in_name: ["区划在名中", "region within the name"],
  form_agree: ["组织形式相同", "same legal form"], form_conflict: ["组织形式不同", "legal forms differ"], group_differs: ["集团与成员", "group and member"], number_conflict: ["数字冲突", "numbers conflict"], number_extra: ["多出的数字", "number besides"],
  same_uscc: ["信用代码相同", "same credit code"], uscc_conflict: ["信用代码不同", "credit codes differ"], same_lei: ["LEI 相同", "same LEI"], lei_conflict: ["LEI 不同", "LEIs differ"], same_stock: ["股票代码相同", "same stock code"], stock_conflict: ["股票代码不同", "stock codes differ"],
  own_names: ["全称相左", "full names at odds"], context_place: ["所在地", "place"], same_normal_form: ["写法全同", "written the same"],
};

const VETOES: Record<string, [string, string]> = {
  "different uscc": ["信用代码不同", "two valid credit codes"], "different lei": ["LEI 不同", "two valid LEIs"], "different numbers": ["名称里的数字不同", "different numbers in the names"], "places in conflict": ["地名冲突", "places in conflict"],
  "part and whole": ["机构与其下属", "a body and one inside it"], "group and member": ["集团与成员公司", "a group and its member"], "two branches": ["两个分支", "two branches"], "branch and parent": ["分支与总部", "a branch and its parent"],
};

const at = (words: [string, string], lang: Lang): string => words[lang === "zh" ? 0 : 1];

export function featureWord(name: string, lang: Lang): string {
  const whole = WHOLE[name];
  if (whole) return at(whole, lang);
  const m = /^(zh|l|x)_(?:short_|full_)?(.+)$/.exec(name);
  const part = m ? WORDS[m[2]!] : undefined;
  return m && part ? `${at(part, lang)}${lang === "zh" ? `（${at(SCRIPT[m[1]!]!, lang)}）` : ` (${at(SCRIPT[m[1]!]!, lang)})`}` : name;
}

export const vetoWord = (veto: string, lang: Lang): string => { const words = VETOES[veto]; return words ? at(words, lang) : veto; };
