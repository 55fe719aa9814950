/** The words of help, by what they explain. Invariant: each says what the sign means for the reader, not how it is worked out. */
export const zh = {
  "help.of": "说明：{what}",
  "help.modality": "情态", "help.modality.words": "这句话说的是已经发生的（实际）、打算做的（计划 ◔）、要达到的（目标 ⚑）还是估计将来的（预测 ⋯）。不同情态的数字不相加，也不互相替代。",
  "help.bound": "界", "help.bound.words": "原文说“超过、不少于、约、不足”时，数字只是一侧的界。≥、>、≈、≤ 写在数字前，比较时按它的真实范围算。",
  "help.as-of": "回到某一天", "help.as-of.words": "“当日成立”指那天已经发生的事；“当日已知”指那天为止有人说过的话。两者一起设，看到的就是当时能看到的样子。",
  "help.finding": "发现", "help.finding.words": "几个数字不可能同时成立，或承诺过了日子还没有结果。▲ 表示没有裁定，△ 表示已有人裁定；裁定不改动任何记载。",
  "help.confidence": "把握", "help.confidence.words": "读文档的规则对这一条有多少把握，由同类句子读对的比例估出。低的先看；采纳与否由人决定。",
  "help.density": "关联度", "help.density.words": "本地已有的专业化活动中，与这一环节常在别处同时出现的占多少（0 到 1）。高，说明本地已有的能力离它近；不表示需求或成本。",
  "help.slip": "拖延", "help.slip.words": "从最早说的日期到现在说的日期（或实际日期）隔了多少天。每一次说法都留着，点开可看是谁在何时说的。",
  "help.chance": "可能性", "help.chance.words": "按同类项目过去的拖延，在所说日期之前完成的比例。同类太少时不给数字，并说明缺几个。",
  "help.presence": "状态", "help.presence.words": "较强、薄弱、单一来源、缺失按记录里核实的企业得出；核实得太少时只写“无数据”，不断言缺失。",
  "help.score": "得分", "help.score.words": "优先级、关联度与复杂度相乘，只用来排先后，不是概率。每一项都列出，可以分别看。",
} as const;

export const en: Record<keyof typeof zh, string> = {
  "help.of": "Help: {what}",
  "help.modality": "Modality", "help.modality.words": "Whether it is said to have happened (actual), to be meant (planned ◔), to be reached (target ⚑) or expected (forecast ⋯). Figures of different kinds are never added up, and none stands in for another.",
  "help.bound": "Bound", "help.bound.words": "Where the source says “more than”, “at least”, “about” or “under”, the number is only the edge of what it allows. ≥, >, ≈ and ≤ stand before it, and it is compared by its true range.",
  "help.as-of": "Going back to a day", "help.as-of.words": "“Holds on” is what had happened by that day; “known on” is what anybody had said by then. Set both to see what could be seen on the day.",
  "help.finding": "Finding", "help.finding.words": "Figures that cannot all be true, or a promise past its day without an outcome. ▲ is open, △ has been ruled on by a person; a ruling changes no claim.",
  "help.confidence": "Confidence", "help.confidence.words": "How sure the reader’s rules are of this one, from how often sentences like it were read rightly. Look at the low ones first; a person decides.",
  "help.density": "Relatedness", "help.density.words": "Of what often goes with this node elsewhere, the share that the region already has (0 to 1). High means that its abilities are close; it says nothing of demand or cost.",
  "help.slip": "Slip", "help.slip.words": "Days from the first date that was given to the date given now, or to the day it happened. Every version is kept, with who said it and when.",
  "help.chance": "Chance", "help.chance.words": "The share of similar projects that were done by such a date, going by how late they were. With too few of them no number is given, and it is said how many are missing.",
  "help.presence": "State", "help.presence.words": "Strong, thin, single source or missing go by the firms that the record can prove; where too few are proven it says “no data” and not “missing”.",
  "help.score": "Score", "help.score.words": "Priority times relatedness times complexity: an order in which to look, not a chance. Each part is shown beside it.",
};
