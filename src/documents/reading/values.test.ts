// What a figure says of itself: its worth, its property, its modality, its date, in sentences of our own.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims, type Proposal, type ReadOptions } from "./index.ts";

const lexicon = projectLexicon();
const read = (text: string, options: Partial<ReadOptions> = {}): Proposal[] => readClaims(text, { lexicon, published: "2023-06-26", ...options }).proposals.filter((p) => p.unit !== "entity" && p.property !== "growth_rate");
const values = (text: string, options: Partial<ReadOptions> = {}): string[] => read(text, options).map((p) => `${p.property} ${p.value}${p.currency ?? ""}`);
const meant = (text: string, options: Partial<ReadOptions> = {}): string[] => read(text, options).map((p) => `${p.property} ${p.value} ${p.modality} ${p.bound}`);

describe("worth", () => {
  it("counts people and firms in whole numbers, whatever parts the thousands", () => {
    expect(values("The Nordtal photonics industry has 12.400 employees and 310 companies.")).toEqual(["employees 12400", "firms_count 310"]);
    expect(values("The Nordtal photonics industry has 2.5 % of the national market.")).toEqual(["market_share 0.025"]);
  });

  it("takes a bare dollar for that of the country the text is about", () => {
    expect(values("Canada has many optics firms. Canadian research is strong. In Ontario the Maple Photonics cluster turns over $2 billion.")).toEqual(["revenue 2000000000CAD"]);
    expect(values("American buyers came to Toronto, Canada. The Maple Photonics cluster turns over $2 billion.")).toEqual(["revenue 2000000000USD"]);
  });

  it("takes stocks, sections and generations for no figures", () => {
    expect(values("1 公司概况\n南湾光电（3008-TW）在苏州的工厂有员工1200人。")).toEqual(["employees 1200"]);
    expect(values("Person in charge of the Northshore generation 8.5 line said the output value of Northshore Park is 3 billion yuan.")).toEqual(["output_value 3000000000"]);
  });
});

describe("property", () => {
  it("gives no whole to what is said of each", () => {
    expect(values("南湾光电公司员工人均年产值超过200万元。")).toEqual(["other_count 2000000"]);
    expect(values("Southbay Photonics Park has 40 employees per company on average.")).toEqual(["other_count 40"]);
  });

  it("counts what a condition only describes, and leaves the condition out", () => {
    expect(values("南湾市今年先后签约4个超30亿元的项目。")).toEqual(["projects_count 4"]);
    expect(values("南湾市对年产值首次突破10亿元、20亿元的激光企业给予奖励。")).toEqual([]);
  });

  it("reads the whole word before a count", () => {
    expect(values("南湾光学研究所设博士学位授予点6个,有博士40人。")).toEqual(["other_count 6", "employees 40"]);
  });

  it("tells what money went into, what was signed and what a market is worth", () => {
    expect(values("Just under EUR 40 million has gone into the Lakeside plant.")).toEqual(["investment 40000000EUR"]);
    expect(values("This year Southbay City has signed projects worth 21 billion yuan.")).toEqual(["contract_value 21000000000"]);
    expect(values("The global laser market was valued at $18 billion last year.")).toEqual(["output_value 18000000000USD"]);
  });

  it("takes a share of a firm's own sales for no market share", () => {
    expect(values("Quebec firms export nearly 85% of what they make and have more than 7,500 employees.")).toEqual(["employees 7500"]);
  });
});

describe("modality", () => {
  it("plans the sizes of works that have yet to begin, as the rest of the document shows", () => {
    expect(meant("南湾光电产业园占地80亩,建筑面积6万平方米。\n南湾光电产业园将于2023年11月开工建设。").slice(0, 2)).toEqual(["area.land 53333.33 planned eq", "area.floor 60000 planned eq"]);
    expect(meant("南湾光电产业园占地80亩,建筑面积6万平方米。\n南湾光电产业园于2023年1月开工建设。").slice(0, 2)).toEqual(["area.land 53333.33 actual eq", "area.floor 60000 actual eq"]);
  });

  it("plans the parts of what is planned, and what follows the semicolon of a condition", () => {
    expect(meant("南湾光电产业园规划总面积900亩,其中一期400亩,二期500亩。").map((m) => m.split(" ")[2])).toEqual(["planned", "planned", "planned"]);
    expect(meant("届时南湾光电公司背光产品月产能16万台;显示产品月产能2万台。").map((m) => m.split(" ")[2])).toEqual(["planned", "planned"]);
  });

  it("aims at the year of an undated plan", () => {
    expect(meant("到2026年,南湾市超高清视频产业产值超800亿元。", { published: undefined })).toEqual(["output_value 80000000000 target gt"]);
  });

  it("keeps a target to its own figure, and the start of a change to what was", () => {
    expect(meant("This year's output target of Southbay Park is 2 billion yuan, its floor area is 50,000 square meters.")).toEqual(["output_value 2000000000 target eq", "area.floor 50000 actual eq"]);
    expect(meant("The OLED market is expected to expand from $53 billion last year to nearly $69 billion.")).toEqual(["output_value 53000000000 actual eq", "output_value 69000000000 planned approx"]);
  });
});

describe("dates", () => {
  it("hands the year above to the rows of a chronicle", () => {
    const rows = read("Southbay Photonics Park\n\n2019\n- In May the Joint Lab Deep Light starts work\n- 310 employees\n2021\n- The second cleanroom of the park goes into operation");
    expect(rows.map((p) => `${p.property} ${p.value} ${p.as_of}`)).toEqual(["start_date 2019-05 null", "employees 310 2019", "completion_date 2021 null"]);
  });

  it("reads day ranges, weekdays and latest dates", () => {
    expect(values("The Southbay Lighting Fair (Spring Edition) 2022 was held on Apr. 6-9.", { published: "2022-05-23" })).toEqual(["start_date 2022-04-06", "completion_date 2022-04-09"]);
    expect(values("On Monday the Southbay laser plant opened.", { published: "2018-07-11" })).toEqual(["completion_date 2018-07-09"]);
    expect(values("The Southbay Lighting Fair opened Friday in Hefei.", { published: "2018-07-11" })).toEqual(["start_date 2018-07-06"]);
    expect(values("The Southbay plant, announced Tuesday, has 40 employees.", { published: "2018-07-11" })).toEqual(["employees 40"]);
    expect(meant("南湾光电产业园最迟于2026年6月竣工。")).toEqual(["expected_completion 2026-06 planned le"]);
    expect(meant("Construction of Southbay Park will start in the second quarter of 2027, at the latest.")).toEqual(["start_date 2027-06 planned le"]);
  });

  it("knows which year the same year is", () => {
    expect(values("2021年,南湾光电产业园投入运营。同年4月,首届南湾论坛开幕。")).toEqual(["completion_date 2021", "start_date 2021-04"]);
  });

  it("plans what a planned size holds, and what was only signed", () => {
    expect(meant("南湾光电产业园规划建筑面积8.6万平方米，含厂房20栋。")).toEqual(["area.floor 86000 planned eq", "other_count 20 planned eq"]);
    expect(meant("南湾市与大岭公司签约，南湾激光产业园落户高新区。\n南湾激光产业园占地800亩。").at(-1)).toBe("area.land 533333.33 planned eq");
    expect(meant("南湾市与大岭公司签约，南湾激光产业园落户高新区。\n南湾激光产业园占地800亩，去年已投产。")).toContain("area.land 533333.33 actual eq");
  });
});
