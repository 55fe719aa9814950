// Whose figure it is: names that only say by whom, where or beside what are passed over, and what was spoken of carries on.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims, type Proposal, type ReadOptions } from "./index.ts";
import { FIXED_TRAITS } from "./traits.ts";

const lexicon = projectLexicon();
const read = (text: string, options: Partial<ReadOptions> = {}): Proposal[] => readClaims(text, { lexicon, published: "2023-06-26", ...options }).proposals;
const brief = (p: Proposal) => `${p.subject} ${p.property} ${p.value} ${p.modality} ${p.bound}`;
const briefs = (text: string, options: Partial<ReadOptions> = {}): string[] => read(text, options).filter((p) => p.unit !== "entity").map(brief);
const subjects = (text: string, options: Partial<ReadOptions> = {}): string[] => [...new Set(read(text, options).filter((p) => p.unit !== "entity").map((p) => p.subject))];

describe("names that are nobody's subject", () => {
  it("passes over who invests, organises, pays or is cited", () => {
    expect(subjects("东湾激光产业园由云江城投集团投资建设，占地320亩，总投资18亿元。")).toEqual(["东湾激光产业园"]);
    expect(subjects("由东湾照明学会主办的第9届东湾国际照明展览会展览面积4万平方米，吸引观众3万人次。")).toEqual(["第9届东湾国际照明展览会"]);
    expect(subjects("Northbank Photonics Hub was founded by Tarvald University and employs 60 people.")).toEqual(["Northbank Photonics Hub"]);
    expect(subjects("Ground was broken for the Lakeside Laser Center in 2019. Summit Bank pays for the rest. The center will employ 45 people.")).toEqual(["Lakeside Laser Center"]);
  });

  it("passes over places beside and streets", () => {
    expect(subjects("东湾光电产业园北靠云江大学，东临南岭工业园，占地120亩。")).toEqual(["东湾光电产业园"]);
    expect(subjects("Halden Optics moved into a plant on Mill Avenue and has 85 employees.")).not.toContain("Mill Avenue");
    expect(subjects("Halden Optics will build next to its existing facility. It employs 340 people.")).toEqual(["Halden Optics"]);
  });

  it("passes over enumerations and other fairs at the same time", () => {
    const claims = briefs("第9届东湾光博会开幕。来自法国、意大利和挪威等14个国家的300家企业参展，其中省外企业120家。");
    expect(claims.every((b) => b.startsWith("第9届东湾光博会 "))).toBe(true);
    expect(claims.some((b) => b.includes("exhibitors 120"))).toBe(true);
    expect(subjects("東灣國際電子科技展26日開幕，同場還有東灣電路板展覽會、東灣國際光電週。今年參展商600家，使用攤位900個。")).toEqual(["東灣國際電子科技展"]);
  });

  it("takes no fragment, ordinal date, measure or dateline for a name", () => {
    expect(subjects("云江高新区按照全市的总体要求抓项目、稳增长。全年实现营业收入212亿元。")).toEqual(["云江高新区"]);
    expect(subjects("ROCHFIELD, NY--Amber Optics is adding 21 people. The company has 72 employees.")).toEqual(["Amber Optics"]);
    const names = subjects("Amber Optics runs a 40,000-square-foot facility. It plans a $15M manufacturing center. The fair ran from 9th to 12th June.");
    for (const bad of ["foot facility", "square-foot facility", "M manufacturing center", "12th June"]) expect(names).not.toContain(bad);
    expect(subjects("南岭显示基地总投资35亿元，分两期建设，建成后年销售收入20亿元。")).toEqual(["南岭显示基地"]);
  });

  it("leaves menus and visitor counters alone", () => {
    expect(briefs("Home News City Life Video Culture\nThe Lakeside Optics Park has 46 companies.").map((b) => b.split(" firms")[0])).toEqual(["Lakeside Optics Park"]);
    expect(briefs("主办：某某管委会　网站标识码 1234567890　您是第 20511 位访问者")).toEqual([]);
  });
});

describe("what was spoken of carries on", () => {
  it("uses the full name from where the text gives it", () => {
    const claims = read("东湾光电园近日开工。这个项目全称东湾智能光电及触控屏制造基地，占地340亩。园区总建筑面积37万平方米。");
    expect(claims.find((p) => p.property === "area.floor")!.subject).toBe("东湾智能光电及触控屏制造基地");
    expect(subjects("云江星谱光电科技股份有限公司（证券简称：星谱光电）上市。星谱光电现有员工680人。")).toEqual(["云江星谱光电科技股份有限公司"]);
  });

  it("takes a headline's short name for the full name of the text", () => {
    expect(subjects("公司总部占地86亩。现有员工1300人。云江华岭激光科技股份有限公司成立于2004年。2022年，公司实现销售收入18亿元。", { title: "华岭科技公司简介" }).at(-1)).toBe("云江华岭激光科技股份有限公司");
  });

  it("takes 全省 for no city", () => {
    expect(subjects("东湾市集聚光电企业46家。全省拥有规上光电企业780家。").includes("全省")).toBe(true);
  });

  it("names a part with what it is a part of, and an industry with its place, as far as the text tells", () => {
    expect(subjects("云江市星谱激光芯片产业园总占地300亩。一期建筑面积8万平方米。")).toEqual(["云江市星谱激光芯片产业园", "云江市星谱激光芯片产业园一期"]);
    expect(subjects("某地规划建设光电项目。项目一期总投资2亿元。").some((s) => s.includes("项目项目"))).toBe(false);
    expect(subjects("2023年,合肥市光电显示快速成长。光电显示产业产值达到100亿元。")).toEqual(["合肥市光电显示产业"]);
    expect(subjects("2023年,全球光电显示产业产值达到1000亿元。合肥市是重要产地。").some((s) => s.startsWith("合肥"))).toBe(false);
    expect(subjects("Halden Optics is growing. The second plant covers 30,000 square meters.")).toEqual(["second plant of Halden Optics"]);
  });

  it("resolves what a measure describes, but not somebody's other plant", () => {
    expect(briefs("In July Halden Optics signed a deal to build a panel plant. Construction of the 300,000-square-meter plant began in May 2023.").some((b) => b.startsWith("panel plant of Halden Optics area.floor 300000 actual"))).toBe(true);
    expect(subjects("Halden Optics has outgrown its 40,000-square-foot facility.")).toEqual(["Halden Optics"]);
  });

  it("keeps a bare zone that the document never names more fully", () => {
    expect(subjects("高新区2017年统计\n面对压力，高新区保持平稳。\n新材料领域营业收入1439亿元，占全区营业收入的67.8%。")).toEqual(["高新区"]);
  });

  it("gives the parts of a whole to the whole's subject", () => {
    const claims = briefs("云江县共签约项目50个。其中，光电项目35个，总投资61亿元。");
    expect(claims.every((b) => b.startsWith("云江县 "))).toBe(true);
  });

  it("means all of a project by its completion, not the phase named last", () => {
    const claims = read("云江光谷产业园总规划用地1200亩。三期计划2024年启动建设。项目全部建成后，预计年产值100亿元。");
    expect(claims.find((p) => p.property === "output_value")!.subject).toBe("云江光谷产业园");
    expect(claims.find((p) => p.property === "start_date")!.subject).toContain("三期");
  });

  it("names what is founded or begun behind its verb", () => {
    expect(briefs("1971年，东湾工学院成立“光学教研组”。")).toEqual(["光学教研组 start_date 1971 actual eq"]);
    expect(briefs("In March 2022 Halden Optics broke ground on the Carverton Laser Center.")[0]).toMatch(/^Carverton Laser Center start_date 2022-03/);
  });
});

describe("the period of a bulletin", () => {
  it("dates what names no time of its own by the headline", () => {
    const claims = read("高新区2022年统计公报\n高新区经济平稳。\n新材料领域营业收入1439亿元。\n", { title: "高新区2022年统计公报" });
    expect(claims[0]!.as_of).toBe("2022");
    expect(read("高新区现有企业86家。", { title: "高新区企业增多" })[0]!.as_of).toBe("2023-06-26");
  });
});

describe("figures of fairs, goods and thresholds", () => {
  it("counts firms as exhibitors, people as people, and editions held", () => {
    const claims = briefs("第9届东湾光博会开幕。60余位企业家将出席。近400家企业带来最新产品。光博会始于2005年，已办过8届，累计吸引20余国的企业参展。");
    for (const said of ["other_count 60 planned gt", "exhibitors 400 actual approx", "start_date 2005 actual eq", "other_count 8 actual eq", "other_count 20 actual gt"]) expect(claims.some((b) => b.endsWith(said)), said).toBe(true);
  });

  it("keeps goods measured by area goods, and their parts too", () => {
    expect(briefs("东岳显示公司月产能9万平方米，其中全彩3万平方米。").map((b) => b.split(" ").slice(1, 3).join(" "))).toEqual(["other_count 90000", "other_count 30000"]);
  });

  it("reads no size class as somebody's figure", () => {
    expect(briefs("Small firms are the rule, and only a few have a staff of more than 250.")).toEqual([]);
    expect(briefs("云江县新签约亿元以上项目31个。")).toEqual(["云江县 projects_count 31 actual eq"]);
  });

  it("plans what is only signed and what stands before a plan's verb", () => {
    expect(briefs("They signed an agreement for an optical components base. The optical components base has a total investment of 2 billion yuan.").at(-1)).toMatch(/investment 2000000000 planned/);
    expect(briefs("24位院士、40位专家和60位教授将见证东湾光电大会开幕。").every((b) => b.includes(" planned "))).toBe(true);
    expect(briefs("第9届东湾国际光电博览会将于9月18日至20日举行。去年展会有380家企业参展，观众1.2万人次。").filter((b) => /380|12000/.test(b)).every((b) => b.includes(" actual "))).toBe(true);
  });

  it("takes a year inside an event's name as no date beside the day itself", () => {
    expect(briefs("1月14日，2023年激光项目集中签约仪式在东湾举行。").filter((b) => b.includes("start_date"))).toHaveLength(1);
  });

  it("adds the parts of a sum told in two scales", () => {
    expect(read("東灣光電產業產值達1兆又570億元。")[0]!.value).toBe(1_057_000_000_000);
    expect(read("The Tarvald Lighting Fair had an exhibition area of 1 million 500 thousand square meters.").find((p) => p.unit === "m2")!.value).toBe(1_500_000);
    expect(briefs("目前东湾产业园11号楼已完成浇筑。").some((b) => b.includes("count 11"))).toBe(false);
  });
});

describe("the weights of traits", () => {
  it("has one for every trait, and none for a trait that is no more", () => {
    const weighed = Object.keys((JSON.parse(readFileSync(new URL("../../../data/reading/subject-weights.json", import.meta.url), "utf8")) as { traits: Record<string, unknown> }).traits);
    expect(FIXED_TRAITS.filter((t) => !weighed.includes(t))).toEqual([]);
    expect(weighed.filter((t) => !FIXED_TRAITS.includes(t) && !/^(?:type|via|role|after) /.test(t))).toEqual([]);
    expect(new Set(FIXED_TRAITS).size).toBe(FIXED_TRAITS.length);
  });
});
