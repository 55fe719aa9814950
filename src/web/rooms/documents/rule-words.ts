/** The reader's rules in Chinese; it names them in English. Pure. Invariant: a rule that is not known is shown as it was given. */
const WHOLE: Record<string, string> = {
  "a relation has no bound": "关系没有界",
  "a size class of an industry": "产业的量级",
  "a sum of money with no nearer property": "金额，附近没有更合适的属性",
  "an area of goods made": "产品的面积",
  "carried on from the figure before": "承接前一个数字",
  "counted like the figure before": "与前一个数字同类",
  "no bound word: as stated": "没有限定词，按原文",
  "shares told in a row": "连续列出的占比",
  "stated as a fact": "按事实陈述",
  "the date as stated": "按原文日期",
  "the document": "文档本身",
  "the figure describes it": "数字所描述的对象",
  "the later figure of a change": "变化后的数字",
  "the thing itself lies ahead of the document date": "事情在文档日期之后",
  "what the document is about": "文档的主题",
};

const BEGINNINGS: [en: string, zh: string][] = [
  ["as of the figure before: ", "同前一个数字："],
  ["carried on from before: ", "承接上文："],
  ["granted by ", "授予依据："],
  ["refers to ", "指 "],
  ["the industry of ", "所在产业："],
];

export function ruleInChinese(rule: string): string | undefined {
  const whole = WHOLE[rule];
  if (whole !== undefined) return whole;
  const found = BEGINNINGS.find(([en]) => rule.startsWith(en));
  return found && found[1] + rule.slice(found[0].length);
}
