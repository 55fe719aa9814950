// What Chinese names open and end with: places, verbs before them, adverbs behind them, common nouns that are none.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { foldText } from "./fold.ts";
import { readClaims } from "./index.ts";
import { mentionsZh } from "./names-zh.ts";
import { ShortNames } from "./short-names.ts";

const lexicon = projectLexicon();
const said = (text: string): string[] => readClaims(text, { lexicon, published: "2023-06-26" }).proposals.filter((p) => p.unit !== "entity").map((p) => `${p.subject} | ${p.property} ${p.value}`);
const named = (s: string): string[] => mentionsZh(foldText(s)).filter((m) => !m.definite).map((m) => `${m.type} ${m.name}`);

describe("names in Chinese text", () => {
  it.each([
    ["这一成绩刷新浙江省的纪录。", "Region 浙江省"],
    ["项目连同湖滨园区一并启用。", "Park 湖滨园区"],
    ["公司正在申报省级激光产业基地。", "Park 省级激光产业基地"],
    ["上半年全市光电信息产业营收增长。", "Cluster 全市光电信息产业"],
    ["到2026年,智能传感器件及机器人产业规模超300亿元。", "Cluster 智能传感器件及机器人产业"],
    ["建设单位为东湾投资控股有限公司。", "Firm 东湾投资控股有限公司"],
    ["湖滨光子产业投资基金总规模20亿元。", "Fund 湖滨光子产业投资基金"],
    ["清河镇面积38平方公里。", "Region 清河镇"],
    ["洪山区力争引进企业50家。", "Region 洪山区"],
    ["眼下施工的是C区。", "ParkPhase C区"],
    ["二期大楼面积2万平方米。", "Building 二期大楼"],
    ["明川科技8英寸硅基微显示项目开工。", "Project 明川科技8英寸硅基微显示项目"],
    ["5月8日,全市一季度重大项目集中开工,市领导出席。", "Event 全市一季度重大项目集中开工"],
    ["其中3#楼高12层。", "Building 3#楼"],
    ["东湾电子科技集团第四十一研究所现有职工900人。", "Institute 东湾电子科技集团第四十一研究所"],
    ["其子公司西城激光技术有限公司累计授权专利110件。", "Firm 西城激光技术有限公司"],
    ["东湾“链主”企业明川光电年产值超60亿元。", "Firm 明川光电"],
    ["5月17日的公众开放日上,有300人参观。", "Event 公众开放日"],
  ])("finds the name of %s", (s, want) => {
    expect(named(s)).toContain(want);
  });

  it.each(["单体投资3亿元。", "主题是光与未来。", "三年后要达到50亿元。", "上游是晶体,下游是激光器。", "业主位于高新区。", "争取在年底完成。", "总经理王某在会上表示。"])("finds no firm in %s", (s) => {
    expect(named(s).filter((n) => n.startsWith("Firm"))).toEqual([]);
  });

  it("leaves adverbs out of a short name", () => {
    expect(named("明川国际则是园区第一家动工的企业。")).toContain("Firm 明川国际");
  });

  it("takes a place with the field it is spoken of in for the industry", () => {
    const field = mentionsZh("东湾高新区在激光产业领域已集聚30家企业。").find((m) => m.type === "Cluster");
    expect(field).toMatchObject({ name: "激光产业", start: 0, oblique: false });
  });
});

describe("short names", () => {
  const meet = (names: ShortNames, name: string, type: string): void => names.met({ name, type, count: 1, heading: 0 }, true, false);

  it("stand for the one firm whose own name they are", () => {
    const names = new ShortNames("", undefined);
    meet(names, "东湾市明川光电股份有限公司", "Firm");
    expect(names.full("明川光电").name).toBe("东湾市明川光电股份有限公司");
    meet(names, "明川光电(西城)有限公司", "Firm");
    expect(names.full("明川光电").name).toBe("明川光电");
  });

  it("are the stems of zones, not of cities' zones", () => {
    const names = new ShortNames("", undefined);
    meet(names, "清河高新区", "Zone");
    meet(names, "苏州高新区", "Zone");
    expect([...names.stems()].map(([stem]) => stem)).toEqual(["清河"]);
  });
});

describe("whose a figure in Chinese is", () => {
  it("is the name's that opens its own clause, not the whole's told before", () => {
    const text = "截至去年底,东湾激光产业集聚企业320家。其中,清河区集聚企业120家;临江新城聚集企业80家。\n";
    expect(said(text)).toContain("清河区 | firms_count 120");
    expect(said(text)).toContain("临江新城 | firms_count 80");
  });

  it("is the firm's inside the base, not the base's", () => {
    expect(said("东湾LED产业基地聚集企业86家。基地内的华腾光电公司去年产值12亿元。\n")).toContain("华腾光电公司 | output_value 1200000000");
  });

  it("goes back to what was spoken of before a list, not to what an item brought up", () => {
    const text = "东湾市印发激光产业行动方案\n东湾市工业和信息化局印发《东湾市激光产业行动方案》。\n(一)规模。到2026年,激光与增材制造产业产值超300亿元。\n(二)平台。到2026年,建成省级以上平台15个。\n";
    expect(said(text).find((x) => x.endsWith("other_count 15"))).not.toContain("激光与增材制造产业");
  });
});
