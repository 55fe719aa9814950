/** Words of the newcomer's steps. Invariant: both languages have the same keys. */
export const zh = {
  "tour.title": "第一次来？五步看懂",
  "tour.figure": "把指针停在任何一个数字上：谁说的、哪天说的、原话是什么。点一下，到原文那一句。",
  "tour.read": "把文章、通知或表格放进{documents}：数字逐条读出，由你采纳、更正或拒绝。",
  "tour.findings": "对不上的数字在{findings}：列出算式和互相矛盾的句子，数字旁有 ▲。",
  "tour.clock": "右上角 ◷ 让全部页面回到某一天，例如 {day}；{compare}列出其间变了什么、为什么。",
  "tour.box": "按 Ctrl-K（⌘K）：输入中文、英文、拼音或首字母，找企业、园区、页面；输入日期，回到那天。",
  "tour.done": "知道了",
  "tour.again": "再看一遍入门五步",
} as const;

export const en: Record<keyof typeof zh, string> = {
  "tour.title": "New here? Five steps",
  "tour.figure": "Rest the pointer on any figure: who said it, when, in which words. Click, and you are at that sentence.",
  "tour.read": "Put an article, a notice or a table into {documents}: figures are read out one by one, for you to accept, correct or reject.",
  "tour.findings": "Figures that cannot all be true are in {findings}, with the arithmetic and the sentences that disagree; beside the figures stands ▲.",
  "tour.clock": "◷ at the top right sets every page back to a day, such as {day}; {compare} lists what changed since, and why.",
  "tour.box": "Ctrl-K (⌘K): type Chinese, English, pinyin or initials to find firms, parks and pages; type a date to go back to it.",
  "tour.done": "Understood",
  "tour.again": "Show the five steps again",
};
