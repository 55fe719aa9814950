// Articles for the benches of reading: sentences of our own with figures of every kind, put together by a seeded generator.
// Invariant: the same seed gives the same bytes.

/** mulberry32: a small seeded generator. */
export function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ZH = [
  "{Y}年{M}月，{P}光电产业园正式开工建设，项目总投资约{N}亿元，规划占地{N}亩，总建筑面积{N}万平方米。", "园区现有企业{N}家，其中规上企业{N}家，去年实现产值{N}亿元，同比增长{D}%。", "到{Z}年，全市光电产业规模力争突破{N}亿元，企业达到{N}家以上。",
  "{P}光博会展览面积{N}平方米，吸引{N}余家企业参展，专业观众超过{N}人次。", "{P}光电有限公司成立于{Y}年，现有员工{N}人，拥有专利{N}件，建有{N}条生产线。", "业内人士认为，产业链上下游的协同仍需加强，人才、资金和场地是三个常被提到的话题。",
  "走进车间，工人们正在调试设备，一排排样品整齐地摆放在检验台上，等待下一道工序。", "主体结构已于近日封顶，预计{Z}年{M}月竣工交付。", "会议强调，要坚持创新驱动，优化营商环境，推动成果转化，服务实体经济高质量发展。",
  "负责人介绍，下一步将围绕核心器件、关键材料和整机系统补齐短板，完善从研发到中试再到量产的服务链条。", "在展厅里，一块柔性屏随着手指的弯折变换图案，引得来访者纷纷驻足。", "当地老住户回忆，这片厂区过去是一片稻田，如今夜里也灯火通明。", "园区配套了食堂、公寓和班车，年轻人下班后常到楼下的球场活动。",
];
const EN = [
  "With a total investment of {N} billion yuan, the {P} Optoelectronic Park covers an area of {N},000 square meters.", "Construction started in May {Y} and the first phase is expected to be completed by the end of {Z}.", "The cluster counts more than {N} companies, employs about {N},000 people and generated sales of EUR {N} million in {Y}.",
  "The exhibition drew nearly {N},000 visitors and {N} exhibitors from {S} countries.", "Officials said the industry still depends on imported equipment, and that training engineers takes years rather than months.", "Output of the district's LED makers rose {D} percent last year, accounting for half of the province's total.",
  "Visitors are shown a long white corridor, behind whose windows technicians in hoods bend over microscopes.", "The company plans to invest {N} million yuan in {S} new production lines.",
  "Local suppliers have learned to work to tighter tolerances, and several now ship to customers abroad.", "The institute shares its clean room with start-ups that could not otherwise afford one.", "A manager recalled that the site had been rice fields when he first came to the town.", "Buses run late into the evening, and a canteen feeds the night shift.", "What matters now, planners say, is keeping the young engineers who finish their studies here.",
];
const NAMES = ["东湾", "南岭", "云江", "北川", "西陵"];
const EN_NAMES = ["Lakeside", "Tarvald", "Northbank", "Eastmoor", "Highfield"];

export function article(rand: () => number): string {
  const zh = rand() < 0.5;
  const told = zh ? ZH : EN;
  const figures = told.filter((t) => /\{[NYZD]\}/.test(t));
  const plain = told.filter((t) => !/\{[NYZD]\}/.test(t));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rand() * list.length)]!;
  const paragraphs: string[] = [];
  for (let p = 0; p < 5; p++) {
    const sentences: string[] = [];
    for (let s = 0; s < 4; s++) {
      // Three sentences in five carry no figure: about the density of the news pages the reader is meant for.
      sentences.push(pick(rand() < 0.6 ? plain : figures).replace(/\{(\w)\}/g, (_m, k: string) => (k === "Y" ? String(2005 + Math.floor(rand() * 18)) : k === "Z" ? String(2024 + Math.floor(rand() * 7)) : k === "M" ? String(1 + Math.floor(rand() * 12)) : k === "P" ? pick(zh ? NAMES : EN_NAMES) : k === "D" ? (rand() * 40).toFixed(1) : k === "S" ? String(2 + Math.floor(rand() * 30)) : String(2 + Math.floor(rand() * 900)))));
    }
    paragraphs.push(sentences.join(zh ? "" : " "));
  }
  return paragraphs.join("\n\n");
}
