// Which property a figure states where the words are few: size classes, parts of a count, levels beside changes, the time before.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims } from "./index.ts";

const lexicon = projectLexicon();
const said = (text: string): string[] => readClaims(text, { lexicon, published: "2023-06-26" }).proposals.filter((p) => p.unit !== "entity" && p.property !== "growth_rate").map((p) => `${p.property} ${p.value} ${p.bound} ${p.as_of ?? "-"}`);

describe("levels and changes", () => {
  it("tells by how much from to what", () => {
    expect(said("Halden Optics intends to increase its workforce in Leeds by 500 to 5,600 by the end of 2024.")).toEqual(["employees 5600 eq 2024-12"]);
    expect(said("本届东湾光博会展览面积达5万平方米，较上届增加1万平方米。")).toEqual(["exhibition_area 50000 eq 2023-06-26"]);
  });

  it("takes the number of the time before, in brackets, for the same kind", () => {
    expect(said("Halden Laser Expo closed in Leeds. Visitors: 6528 (5865). Exhibitors: 527 (460).").map((s) => s.split(" ").slice(0, 2).join(" "))).toEqual(["visitors 6528", "visitors 5865", "exhibitors 527", "exhibitors 460"]);
    expect(said("东湾光博会吸引参展商856家（上届720家）。").map((s) => s.split(" ").slice(0, 2).join(" "))).toEqual(["exhibitors 856", "exhibitors 720"]);
  });

  it("hands out years where the text does", () => {
    expect(said("东湾市光电产业2020年至2022年产值分别为412亿元、486亿元和561亿元。")).toEqual(["output_value 41200000000 eq 2020", "output_value 48600000000 eq 2021", "output_value 56100000000 eq 2022"]);
  });
});

describe("what is counted", () => {
  it("reads a size class before an industry as its output", () => {
    expect(said("东湾市将打造千亿显示产业集群。")).toEqual(["output_value 100000000000 approx -"]);
    expect(said("到2025年，东湾市将形成百亿级激光产业集群。")).toEqual(["output_value 10000000000 approx 2025"]);
  });

  it("reads parts of a count as what was counted", () => {
    expect(said("Halden Optics holds 501 patents, 402 issued in China and 99 abroad.").map((s) => s.split(" ").slice(0, 2).join(" "))).toEqual(["patents 501", "patents 402", "patents 99"]);
  });

  it("counts people by who they are", () => {
    expect(said("Halden Optics, a 120-person start-up, makes lenses.")).toEqual(["employees 120 eq 2023-06-26"]);
    expect(said("东湾光电产业园的工地上每天到场的工人有80多人。")).toEqual(["employees 80 gt 2023-06-26"]);
    expect(said("东湾华光公司拟投建激光雷达产线2条。")).toEqual(["production_lines 2 eq -"]);
  });
});

describe("tables and labels", () => {
  const rows = (text: string): string[] => readClaims(text, { lexicon, published: "2023-06-26" }).proposals.map((p) => `${p.subject} | ${p.property} ${p.value} ${p.as_of ?? "-"}`);

  it("reads columns whose headings bear a year and a unit", () => {
    expect(rows("企业名称 | 2022年营收（亿元） | 员工（人）\n东湾光电 | 6.27 | 1500\n云江科技 | 12.8 | 1100")).toEqual([
      "东湾光电 | revenue 627000000 2022", "东湾光电 | employees 1500 2023-06-26", "云江科技 | revenue 1280000000 2022", "云江科技 | employees 1100 2023-06-26",
    ]);
  });

  it("reads the ends of the time that works take", () => {
    expect(rows("项目名称：东湾光电芯片产业园\n建设周期：2023年3月至2025年10月").map((r) => r.split(" | ")[1])).toEqual(["start_date 2023-03 -", "expected_completion 2025-10 -"]);
  });

  it("counts what is begun as projects, with no date of its own", () => {
    expect(rows("东湾新区今年将新开工光电项目15个。")).toEqual(["东湾新区 | projects_count 15 2023"]);
  });
});

describe("sums, shares and counts in few words", () => {
  it("reads a fraction in words", () => {
    expect(said("东湾绿色光源产业产值占全省的六分之一。").map((s) => s.split(" ").slice(0, 2).join(" "))).toEqual(["market_share 0.1667"]);
  });

  it("gives the sum before a project's name to the project", () => {
    expect(said("云江集团38亿元LED外延片项目落子东湾市高新区。").map((s) => s.split(" ").slice(0, 2).join(" "))).toEqual(["investment 3800000000"]);
  });

  it("goes on counting what was counted", () => {
    expect(said("The Halden plant employs 50 people; a further 60 will be added, making 110.").map((s) => s.split(" ").slice(0, 2).join(" "))).toEqual(["employees 50", "employees 60", "employees 110"]);
    expect(said("There are 24,000 registered enterprises in Halden Valley.").map((s) => s.split(" ").slice(0, 2).join(" "))).toEqual(["firms_count 24000"]);
  });
});
