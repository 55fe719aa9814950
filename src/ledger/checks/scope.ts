/**
 * The scope of a figure: its qualifier in one form, so that two claims are one series only when they mean the same thing.
 * Invariant: words are dropped only where they repeat the property or the plain reading; anything that narrows the figure stays.
 */

/** Words of each property that a qualifier may repeat without narrowing it; longest first. */
const PROPERTY_WORDS: Readonly<Record<string, readonly string[]>> = {
  output_value: ["综合总产值", "综合产值", "产业规模", "产值规模", "年总产值", "总产值", "年产值", "产值", "规模", "total output value", "output value", "output", "industry scale", "scale"],
  revenue: ["主营业务收入", "主营收入", "营业总收入", "营业收入", "销售收入", "总收入", "营收", "收入", "销售额", "total revenue", "operating revenue", "revenue", "sales", "turnover"],
  investment: ["计划总投资", "总投资额", "投资总额", "总投资", "投资额", "投资规模", "总规模", "total investment", "investment"],
  contract_value: ["合同总额", "签约总额", "签约金额", "合同金额", "contract value"],
  firms_count: ["企业总数", "企业数量", "企业户数", "企业数", "number of firms", "firms", "enterprises"],
  employees: ["员工总数", "员工", "职工", "从业人员", "employees", "staff"],
  exhibitors: ["参展企业", "参展商", "参展单位", "exhibitors"],
  visitors: ["参观人数", "观众", "visitors"],
  projects_count: ["项目总数", "项目数", "projects"],
  patents: ["专利", "patents"],
  profit: ["净利润", "利润总额", "利润", "net profit", "profit"],
  exports: ["出口总额", "出口额", "出口", "exports"],
  tax_paid: ["税收", "纳税额", "tax paid", "tax"],
  rd_spending: ["研发投入", "研发支出", "研发费用", "研发开支", "r&d spending"],
  "area.land": ["总占地面积", "占地面积", "占地", "规划面积", "总规划面积", "land area", "site area"],
  "area.floor": ["总建筑面积", "建筑面积", "floor area"],
  exhibition_area: ["展览面积", "展出面积", "exhibition area"],
};

/** Words that only say how growth is measured in the ordinary way. */
const PLAIN = ["同比增长率", "同比增速", "同比增长", "同比", "比上年同期", "较上年同期", "比上年", "较上年", "year-on-year", "year on year", "y-o-y", "yoy", "annual growth", "增长率", "增速", "增幅", "增长", "growth", "正式", "按年", "officially", "formally"];

const cache = new Map<string, string>();
const CACHE_SIZE_MAX = 200_000;

/** The qualifier in one form: width, case and punctuation levelled, words that add nothing dropped. "" = the whole. */
export function scopeOf(property: string, qualifier: string | undefined): string {
  if (!qualifier) return "";
  const key = `${property}\n${qualifier}`;
  let scope = cache.get(key);
  if (scope === undefined) {
    scope = settle(without(without(level(qualifier), PLAIN), PROPERTY_WORDS[property] ?? []));
    if (cache.size >= CACHE_SIZE_MAX) cache.clear();
    cache.set(key, scope);
  }
  return scope;
}

const level = (text: string): string => text.normalize("NFKC").toLowerCase().trim();

function without(text: string, dropped: readonly string[]): string {
  let left = text;
  for (const word of dropped) {
    if (!left.includes(word)) continue;
    left = /^[a-z]/.test(word) ? left.replace(new RegExp(`\\b${word}\\b`, "g"), " ") : left.replaceAll(word, " ");
  }
  return left;
}

const settle = (text: string): string => text.replaceAll(/[\s,.;:()[\]'"“”‘’、，。；：·]+/g, " ").replaceAll(/(^| )(的|of|the|in|total|总|合计|全部)(?= |$)/g, " ").replaceAll(/\s+/g, " ").trim();

/** How a growth rate is measured. */
export interface GrowthMeaning {
  /** `yearly`: against a year earlier. `compound`: each year of a span. `whole`: over the whole span. `unclear`: month on month and the like. */
  kind: "yearly" | "compound" | "whole" | "unclear";
  /** Series it may speak of, likeliest first. */
  series: { property: string; scope: string }[];
}

const COMPOUND = /年复合|复合|年均|cagr|compound|per year|a year|annually|annual average|average annual/;
const NOT_YEARLY = /环比|百分点|可比|不变价|实际增|剔除|constant price|real terms|comparable|like-for-like|constant currency|organic|month on month|month-on-month|quarter on quarter|percentage point|高于|above|年间|年来|以来|较?20\d\d年|\bsince\b|over the (?:past|last)|in (?:the past )?[a-z\d]+ years/;
const SPAN_WORDS = /[一二两三四五六七八九十\d]+年(?=复合|年均|$| )|三年|十年|五年/g;

/** Reads the qualifier of a growth rate: what grows, and against what. `span_years` = whole years between the ends of its period. */
export function growthMeaning(qualifier: string | undefined, span_years: number): GrowthMeaning {
  const text = level(qualifier ?? "");
  const kind = NOT_YEARLY.test(text) ? "unclear" : span_years >= 1 ? (COMPOUND.test(text) ? "compound" : "whole") : COMPOUND.test(text) ? "unclear" : "yearly";
  const bare = text.replace(SPAN_WORDS, " ").replace(COMPOUND, " ");
  const series: GrowthMeaning["series"] = [];
  for (const [property, known] of Object.entries(PROPERTY_WORDS)) {
    if (property.startsWith("area") || !known.some((word) => bare.includes(word))) continue;
    series.push({ property, scope: scopeOf(property, bare) });
    break;
  }
  const rest = scopeOf("other_count", bare);
  // "光电信息产业" beside a place: what grows is that industry's size, or a count of that name.
  if (series.length === 0) series.push({ property: "output_value", scope: rest }, { property: "revenue", scope: rest });
  if (rest !== "") series.push({ property: "other_count", scope: rest });
  return { kind, series };
}

/** A figure that counts from a beginning and so can only rise: cumulative money, launches, admissions; not profit or loss. */
export function isCumulative(qualifier: string | undefined): boolean {
  if (!qualifier) return false;
  const text = level(qualifier);
  return /累计|累積|历年|cumulative|to date|since (?:its )?(?:founding|inception|launch)/.test(text) && !/利润|亏损|净|profit|loss|\bnet\b|在轨|现有|存量|余额|同比|增长|balance|in orbit/.test(text);
}

/** Whether a cumulative figure says that it counts over the years, and not from January. */
export function sinceTheBeginning(qualifier: string | undefined): boolean {
  return !!qualifier && /历年|成立以来|以来累计|历届|to date|since (?:its )?(?:founding|inception|launch)|over the years/.test(level(qualifier));
}
