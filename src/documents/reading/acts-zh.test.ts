/** Dated acts in Chinese: what happened on a day, and to what. */
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims } from "./index.ts";

const lexicon = projectLexicon();
const DATED = /_date$|^expected_completion$/;

/** The dated acts of a text as "subject | property value". */
const dated = (text: string, published = "2023-06-26"): string[] =>
  readClaims(text, { lexicon, lang: "zh", published }).proposals.filter((p) => DATED.test(p.property)).map((p) => `${p.subject} | ${p.property} ${p.value}`);

describe("acts that a date belongs to", () => {
  it("takes what stands right before the verb, though no list knows such a thing", () => {
    expect(dated("6月15日上午，总投资50亿元的东湾集成电路创新综合体开工。")).toEqual(["东湾集成电路创新综合体 | start_date 2023-06-15"]);
    expect(dated("云江第6代显示面板生产线去年9月封顶，预计2025年底量产。")).toEqual(["云江第6代显示面板生产线 | capped_date 2022-09", "云江第6代显示面板生产线 | expected_completion 2025-12"]);
    expect(dated("6月20日，大岭光电设备有限公司在东湾高新区投产。")).toEqual(["大岭光电设备有限公司 | completion_date 2023-06-20"]);
  });

  it("takes every act that shares the thing and the date", () => {
    expect(dated("东湾科创中心大楼2022年12月21日封顶并交付使用。")).toEqual(["东湾科创中心大楼 | capped_date 2022-12-21", "东湾科创中心大楼 | completion_date 2022-12-21"]);
  });

  it("takes a rite for the thing it is held for, and a meeting for itself", () => {
    expect(dated("6月18日，云江光电举行大岭新厂启用典礼。")).toEqual(["大岭新厂 | completion_date 2023-06-18"]);
    expect(dated("6月18日，大岭仪表厂举行开工典礼。")).toEqual(["大岭仪表厂 | start_date 2023-06-18"]);
    expect(dated("19日，东湾市政府召开新闻发布会。")).toEqual(["新闻发布会 | start_date 2023-06-19"]);
    expect(dated("6月12日，东湾激光研究院揭牌仪式暨云江激光产业园推介会举行。")).toEqual(["东湾激光研究院 | start_date 2023-06-12", "云江激光产业园推介会 | start_date 2023-06-12"]);
    expect(dated("4月24日上午，东湾区2023年第一批重大工程开工仪式举行。")).toEqual(["东湾区2023年第一批重大工程开工仪式 | start_date 2023-04-24"]);
  });

  it("takes a gathering at which something else is told, and what happened there", () => {
    expect(dated("6月17日上午，在东湾激光产业大会上，云江光子研究院揭牌成立。")).toEqual(["东湾激光产业大会 | start_date 2023-06-17", "云江光子研究院 | start_date 2023-06-17"]);
    expect(dated("6月17日，东湾半导体产业峰会举行。峰会上，云江硅材料研究院揭牌。")).toEqual(["东湾半导体产业峰会 | start_date 2023-06-17", "云江硅材料研究院 | start_date 2023-06-17"]);
    expect(dated("在近日召开的东湾光电产业推进会上，市长作了部署。")).toEqual(["东湾光电产业推进会 | start_date 2023-06"]);
  });

  it("takes the thing behind a verb that begins or finishes it, and the one that a date describes", () => {
    expect(dated("2021年，东湾市启动“光谷雏鹰计划”。")).toEqual(["光谷雏鹰计划 | start_date 2021"]);
    expect(dated("该院由1952年始建的仪器馆与1958年始建的云江物理研究所合并而成。")).toEqual(["仪器馆 | start_date 1952", "云江物理研究所 | start_date 1958"]);
    expect(dated("东湾光博会创办于2002年。")).toEqual(["东湾光博会 | start_date 2002"]);
  });

  it("leaves days on which somebody was told of a thing, ranks, and what is only carried in", () => {
    expect(dated("记者20日获悉，东湾光电产业园项目进展顺利。")).toEqual([]);
    expect(dated("东湾经济开发区于2006年获批省级经济开发区。")).toEqual([]);
    expect(dated("大岭面板项目2025年9月搬入设备。")).toEqual([]);
  });

  it("keeps the year of a row of dates that semicolons part", () => {
    expect(dated("2003年5月，东湾光学研究所成立；7月，云江激光研究院成立。")).toEqual(["东湾光学研究所 | start_date 2003-05", "云江激光研究院 | start_date 2003-07"]);
  });

  it("tells a year of a name from the day before it, and what is over from what was planned", () => {
    expect(dated("5月24日，2023年东湾激光产业发展大会在云江召开。")).toEqual(["2023年东湾激光产业发展大会 | start_date 2023-05-24"]);
    expect(dated("东湾仪表厂建于1962年。")).toEqual(["东湾仪表厂 | start_date 1962"]);
    expect(dated("2023年1月28日，大岭面板项目全部建成并点亮。")[0]).toBe("大岭面板项目 | completion_date 2023-01-28");
  });
});
