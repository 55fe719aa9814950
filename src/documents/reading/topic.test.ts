// What a text, a section, a row or a label is about, and the words that are no names: each kind with sentences of our own.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims, type Proposal, type ReadOptions } from "./index.ts";

const lexicon = projectLexicon();
const read = (text: string, options: Partial<ReadOptions> = {}): Proposal[] => readClaims(text, { lexicon, published: "2023-06-26", ...options }).proposals.filter((p) => p.unit !== "entity" && p.property !== "growth_rate");
const said = (text: string, options: Partial<ReadOptions> = {}): string[] => read(text, options).map((p) => `${p.subject} | ${p.property} ${p.value}`);
const subjects = (text: string, options: Partial<ReadOptions> = {}): string[] => [...new Set(read(text, options).map((p) => p.subject))];

describe("tables, rows and labels", () => {
  it("reads a table by the headings of its columns, each row about its first cell", () => {
    const text = "公司　｜　产业　｜　进驻园区　｜　投资金额\n和岭芯科技股份有限公司　｜　光电　｜　东湾园区　｜　6亿元\n艾屿光学股份有限公司东湾分公司　｜　光电　｜　东湾园区　｜　1,500万元\n";
    const claims = read(text);
    expect(claims.map((p) => [p.subject, p.property, p.value])).toEqual([["和岭芯科技股份有限公司", "investment", 600000000], ["艾屿光学股份有限公司东湾分公司", "investment", 15000000]]);
    for (const p of claims) expect(text.slice(p.start, p.end)).toBe(p.quote);
  });

  it("takes the unit that a heading gives to bare numbers", () => {
    expect(said("| Company | Employees | Revenue (million euros) |\n|---|---|---|\n| Halden Optics | 340 | 12.5 |\n| Amber Photonics | 85 | 3 |\n", { lang: "en" })).toEqual([
      "Halden Optics | employees 340", "Halden Optics | revenue 12500000", "Amber Photonics | employees 85", "Amber Photonics | revenue 3000000",
    ]);
  });

  it("gives a row's figures to the name before its colon", () => {
    expect(said("●星谱电子：做机壳，本次在东湾扩厂，预估新增56名员工。\n●某电路板（PCB）制造商：将进驻云江园区，投资20亿元建产线。\n")).toEqual(["星谱电子 | employees 56", "某电路板（PCB）制造商 | investment 2000000000"]);
    expect(said("总投资：12亿元\n企业：东湾现有光电企业46家。\n").some((s) => s.startsWith("企业"))).toBe(false);
  });

  it("does not carry on what rows of key figures name in passing", () => {
    expect(subjects("Lakeside Photonics Cluster at a glance\n25 % of German photonics R&D\n230 members, 140 companies\n480 projects\n2000 researchers\n", { lang: "en" })).toEqual(["Lakeside Photonics Cluster"]);
  });

  it("reads a name and its figure in the row that the clause before opened", () => {
    expect(said("2022年，南岭激光主营收入超过100亿元，云谱达超过230亿元。")).toEqual(["南岭激光 | revenue 10000000000", "云谱达 | revenue 23000000000"]);
  });

  it("takes what a heading names and its section takes up for the section's topic", () => {
    expect(said("合江京视在合江有两条线。\n\n■8.5代线\n去年合江京视签约，追加285亿元建设8.5代线。目前厂房已完成，计划年底量产。\n").slice(-1)[0]).toBe("8.5代线 | expected_completion 2023-12");
    expect(subjects("Town news\n\n\"Light Crown\" on show\nFour plans of \"Light Crown\" are displayed. The cheapest would cost 0.3 billion yuan.\n", { lang: "en" })).toEqual(["Light Crown"]);
  });
});

describe("names and what is no name", () => {
  it("keeps a name whole: in brackets, with a dot, with an ordinal, of two parts, in quotes", () => {
    expect(subjects("星谱光电科技（东湾）有限公司现有员工68人。")).toEqual(["星谱光电科技（东湾）有限公司"]);
    expect(subjects("云江高科·东湾产业园综合服务中心总建筑面积27万平方米。")).toEqual(["云江高科·东湾产业园综合服务中心"]);
    expect(subjects("星谱科技第三工业园占地120亩。2号厂房占地1万5千平方米。")).toEqual(["星谱科技第三工业园", "星谱科技第三工业园2号厂房"]);
    expect(subjects("昨日，云江星谱总部及追加生产线扩产项目签约仪式举行。项目总投资70亿元。")).toEqual(["云江星谱总部及追加生产线扩产项目签约仪式", "云江星谱总部及追加生产线扩产项目"]);
    expect(subjects("其中，「歡迎回鄉投資行動方案」有278家企業投資1,147億元，創造4,611個就業機會。")).toEqual(["歡迎回鄉投資行動方案"]);
  });

  it("takes no class, predicate, title or part of what is counted for a name", () => {
    expect(subjects("云江县举行签约活动。台资项目有甲光电、乙电子等4个，总投资63亿元。")).not.toContain("台资项目");
    expect(subjects("东湾光机所现有职工900人，先后有9位专家当选为中国科学院院士。拥有中国科学院重点实验室4个、“中国科学院-云江大学”联合实验室1个。")).toEqual(["东湾光机所"]);
    expect(subjects("东湾光电集群入选国家级先进制造业集群，全市光电企业达到110家。")).not.toContain("国家级先进制造业集群");
    expect(subjects("到2027年，全市光电产业规模突破900亿元，建成世界一流的光通信产业高地。")).toEqual(["全市光电产业"]);
    expect(subjects("Work is going to start at the end of 2024 on the Lakeside Laser Center. Money: funds of 14 million euros will be set up.", { lang: "en" })).not.toContain("Work");
  });

  it("knows parents, payers and neighbours from the one spoken of", () => {
    expect(subjects("东湾今谱光电有限公司的生产线已全部开动。这家企业是云江永谱光电有限公司的子公司。激光器生产线现有2条，公司投入500万元建厂。")).toEqual(["东湾今谱光电有限公司"]);
    expect(subjects("The Tarvald Photon Institute was launched with support from the Northern Development Agency. It is estimated that 75 students will move to the new building.", { lang: "en" })).not.toContain("Northern Development Agency");
    expect(subjects("半导体大厂云控旗下星谱精密进驻东湾园区，预计投资金额75亿元。")).toEqual(["星谱精密"]);
  });

  it("leaves parallel topics behind and goes back to the whole", () => {
    expect(said("东湾园区以半导体产业营业额65亿元为最大，光电产业营业额22亿元居次。另外，去年共引进22家厂商。").at(-1)).toBe("东湾园区 | firms_count 22");
  });

  it("gives a place's figures about its industry to the industry that the text names", () => {
    expect(said("全省激光与增材制造企业总数占全国的30%以上。\n2022年全省激光与增材制造产业主营收入超过1000亿元。", { title: "激光与增材制造集群" })[0]).toBe("激光与增材制造产业 | market_share 0.3".replace("激光", "全省激光"));
    expect(said("按照规划，“湾区光岛”力争到2026年实现光电信息产业营业收入突破千亿元。")).toEqual(["光电信息产业 | revenue 100000000000"]);
  });
});

describe("figures that are none, or another's", () => {
  it("leaves out changes, differences, compositions, sets and conditions", () => {
    expect(said("云江高新区收入5006亿元，较2021年的收入3810亿元增加了1196亿元。").map((s) => s.split(" ").pop())).toEqual(["500600000000", "381000000000"]);
    expect(said("东湾光博会签约项目21项，其中实业型项目占94.5%，呈现3个特点。")).toHaveLength(1);
    expect(said("东湾研究所收入25亿元，其中事业收入12亿元，占50.16%。").some((s) => s.includes("market_share"))).toBe(false);
    expect(said("The plant at the Lakeside Park has a floor space of 800,000 sq ft, 100,000 sq ft more than planned.", { lang: "en" })).toHaveLength(1);
    expect(said("Small firms make up 96.7% of all companies. It is one of the 12 key technologies of the region.", { lang: "en" })).toEqual([]);
    expect(said("In 2022 three companies of the Lakeside Zone had an output of more than 10 billion yuan each.", { lang: "en" })).toEqual(["Lakeside Zone | firms_count 3"]);
  });

  it("counts Taiwan's years and dollars where the text does", () => {
    const claims = read("據統計，台灣科學園區107年上半年營業額達1兆2,498億元，就業人數來到27萬2,818人。", { published: "2018-09-01" });
    expect(claims.map((p) => [p.value, p.currency ?? p.unit, p.as_of])).toEqual([[1249800000000, "TWD", "2018-06"], [272818, "count", "2018-06"]]);
  });

  it("dates figures by what a lead-in or bulletin announces, and not by what they are compared with", () => {
    expect(read("2022年的几组数字是这样的：\n东湾研究所员工1237人。\n").map((p) => p.as_of)).toEqual(["2022"]);
    expect(read("展会比去年又大了一圈，东湾光博会展览面积8万平方米。").map((p) => p.as_of)).toEqual(["2023-06-26"]);
  });

  it("takes sums that an office has only approved for planned", () => {
    expect(read("园区审议会通过8件投资案，投资总额19亿元。").map((p) => [p.property, p.modality])).toEqual([["projects_count", "actual"], ["investment", "planned"]]);
  });

  it("counts a fair's guests as the fair's", () => {
    expect(said("南岭、云江等地派来11个展团，参展企业850家。", { title: "东湾光博会闭幕", bodyStart: 0 }).length).toBeGreaterThan(0);
    const text = "第9届东湾光博会开幕。南岭、云江等地派来11个展团，采购商7.8万人，较上届6.2万人增长26%。";
    expect(said(text, { title: "第9届东湾光博会" })).toEqual(["第9届东湾光博会 | other_count 11", "第9届东湾光博会 | visitors 78000", "第9届东湾光博会 | visitors 62000"]);
  });
});
