// Whose figure it is where the sentence names several things or none: lists, doers, groups, what goes on, what is left over.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims, toInterchange, type Proposal, type ReadOptions } from "./index.ts";

const lexicon = projectLexicon();
const read = (text: string, options: Partial<ReadOptions> = {}): Proposal[] => readClaims(text, { lexicon, published: "2023-06-26", ...options }).proposals.filter((p) => p.unit !== "entity" && p.property !== "growth_rate");
const said = (text: string, options: Partial<ReadOptions> = {}): string[] => read(text, options).map((p) => `${p.subject} | ${p.property} ${p.value}`);

describe("names that are not the subject", () => {
  it("takes the instances of a list for no subject", () => {
    expect(said("东湾县今年开工项目58个。星谱光电、和岭电子等4个台资项目总投资63亿元。").at(-1)).toBe("东湾县 | investment 6300000000");
  });

  it("gives the group's figure to the group", () => {
    expect(said("甲湾园区、乙湾园区及丙湾园区三个园区去年总营业额为90亿元。")).toContain("三个园区 | revenue 9000000000");
  });

  it("tells who does a thing from the thing done, and partners from the one spoken of", () => {
    expect(said("6月18日，东湾联致光科技有限公司投资的背光源及配套导光板项目正式投产。该项目总投资20亿元。")).toEqual([
      "背光源及配套导光板项目 | completion_date 2023-06-18", "背光源及配套导光板项目 | investment 2000000000",
    ]);
    expect(said("东湾光学研究所有重点实验室3个，与云江物理研究院共建的联合实验室2个。").every((s) => s.startsWith("东湾光学研究所"))).toBe(true);
  });

  it("parts a verb from the name behind it", () => {
    expect(said("公司投资2900万元控股东湾市大岭光电设备有限公司。")).toEqual(["东湾市大岭光电设备有限公司 | investment 29000000"]);
    expect(said("建设方确保二期在明年9月之前完工。").every((s) => !s.startsWith("确保"))).toBe(true);
  });

  it("leaves persons with their titles out", () => {
    expect(said("Halden Optics opens a plant in Leeds. Ann Lee, general manager of Halden Optics, said the plant has a floor area of 4,000 square meters.").some((s) => s.startsWith("Ann Lee"))).toBe(false);
  });
});

describe("what goes on", () => {
  it("goes on about the last topic where a sentence has none", () => {
    expect(said("星谱光电有限公司是东湾的名片。2000年东湾开发区启动建设时，公司年产值为32亿元；2011年产值达到41亿元。").filter((s) => s.includes("output_value"))).toEqual(["星谱光电有限公司 | output_value 3200000000", "星谱光电有限公司 | output_value 4100000000"]);
  });

  it("gives what is left over to the whole", () => {
    expect(said("东湾光电园分两步建设。起步区1平方公里；其余4平方公里引进项目80个。").at(-1)).toBe("东湾光电园 | projects_count 80");
  });

  it("takes a project without a name for the firm's that undertakes it", () => {
    expect(said("云江项目集中签约。星谱风能股份有限公司计划投资5亿元，项目做储能装备，达产后年均产值约20亿元。")).toEqual(["星谱风能股份有限公司 | investment 500000000", "星谱风能股份有限公司 | output_value 2000000000"]);
  });

  it("knows a county by its short name, and a headline's abbreviation by its full one", () => {
    expect(said("东岭县昨天签约。\n签约方面，东岭共签约项目50个。")).toContain("东岭县 | projects_count 50");
    expect(said("星谱光电封装项目提速\n星谱光电LED器件封装及其应用产品项目总投资20亿元。", { title: "星谱光电封装项目提速" })).toEqual(["星谱光电LED器件封装及其应用产品项目 | investment 2000000000"]);
  });

  it("tells a plant that is to be built from where it is built", () => {
    expect(said("Halden city will build the Amber Optics laser project, with a floor area of 20,000 square meters.")).toEqual(["Amber Optics laser project | area.floor 20000"]);
  });

  it("dates the park and not the ceremony that begins it", () => {
    expect(said("6月20日，东湾光电园举行开工奠基仪式。")).toEqual(["东湾光电园 | start_date 2023-06-20"]);
  });
});

describe("numbers and rows as scanners and translators leave them", () => {
  it("reads numbers set apart", () => {
    expect(said("Total construction area of Halden Industrial Park is 267, 900 square meters.")).toEqual(["Halden Industrial Park | area.floor 267900"]);
    expect(said("The area of Halden Industrial Park is 105. 79 square kilometers.")).toEqual(["Halden Industrial Park | area.land 105790000"]);
  });

  it("reads columns set by spaces, and takes fields in the first column for no subjects", () => {
    expect(said("东湾园区营业额如下：\n产业　　　营业额　　　增长\n光电　　　16.3亿元　　　7%\n精密机械　　　6.5亿元　　　34%\n")).toEqual(["东湾园区 | revenue 1630000000", "东湾园区 | revenue 650000000"]);
  });

  it("keeps a legal name whole", () => {
    expect(said("Halden Optics (China) Co. , Ltd. has 200 employees.")).toEqual(["Halden Optics (China) Co. , Ltd | employees 200"]);
  });

  it("writes 'fewer than' in the interchange form as at most", () => {
    const [p] = read("东湾园区产值不到30亿元。");
    expect([p!.bound, toInterchange(p!, "d").bound]).toEqual(["lt", "le"]);
  });

  it("tells a rank from a name, and who holds a gathering from the gathering", () => {
    expect(said("东湾新区是国家级新区，目前有光电企业360家。")).toEqual(["东湾新区 | firms_count 360"]);
    expect(said("云江区6月18日举行集中签约仪式，52个项目入驻。").at(-1)).toBe("云江区 | projects_count 52");
    expect(said("云江区光电产业起步不久。区里先后引进平板显示企业10家。")).toEqual(["云江区光电产业 | firms_count 10"]);
  });

  it("takes what brackets hold as told in passing", () => {
    expect(said("云江县做衬底材料的企业3家（东湾省共7家），做芯片的企业1家。").at(-1)).toBe("云江县 | firms_count 1");
  });

  it("goes past whoever sets a thing up, however far the thing stands from him", () => {
    expect(said("大岭光电有限公司设在云江高新区的背光源项目正式投产，年产值6000万元。")).toContain("背光源项目 | output_value 60000000");
  });

  it("knows an office from those it decides on", () => {
    expect(said("The Board of Regents has awarded $27 million to Lakeside Photonics.")).toEqual(["Lakeside Photonics | investment 27000000"]);
  });

  it("lets several of a kind have a figure together", () => {
    expect(said("The Southbay Lighting Fair and the Southbay Outdoor Show opened on Friday. The two fairs gathered close to 3,100 exhibitors.").at(-1)).toBe("two fairs | exhibitors 3100");
  });

  it("learns letters in brackets behind a legal form and its stop", () => {
    expect(said("Acme Photonics Systems Inc. (APS) has 20 employees. APS holds 50 patents.")).toEqual(["Acme Photonics Systems Inc | employees 20", "Acme Photonics Systems Inc | patents 50"]);
  });
});
