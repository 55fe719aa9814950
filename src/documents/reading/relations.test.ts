// Relations between named things, from their plain wordings in both languages; sentences and names are our own.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims } from "./index.ts";

const lexicon = projectLexicon();
const relations = (text: string): string[] => readClaims(text, { lexicon, published: "2023-06-26" }).proposals.filter((p) => p.unit === "entity").map((p) => `${p.subject} ${p.property} ${p.value}`);

describe("relations", () => {
  it.each([
    ["东湾光电产业园位于云江县。", "东湾光电产业园 located_in 云江县"],
    ["Lakeside Photonics Park is located in Eastmoor.", "Lakeside Photonics Park located_in Eastmoor"],
    ["星谱光电主要生产红外探测器芯片。", "星谱光电 produces 红外探测器芯片"],
    ["Amber Photonics makes laser diodes for cars.", "Amber Photonics produces laser diodes"],
    ["Halden Optics signed an agreement with Tarvald University.", "Halden Optics cooperates_with Tarvald University"],
    ["星谱光电荣获国家科技进步二等奖。", "星谱光电 award 国家科技进步二等奖"],
    ["Halden Optics won the Prism Award.", "Halden Optics award Prism Award"],
    ["星谱光电加入东湾激光产业联盟。", "星谱光电 membership 东湾激光产业联盟"],
    ["Halden Optics is a member of the Northbank Photonics Association.", "Halden Optics membership Northbank Photonics Association"],
    ["东湾激光产业园由云江城投集团投资建设。", "东湾激光产业园 invested_by 云江城投集团"],
    ["Lakeside Park is funded by Tarvald Holding Group.", "Lakeside Park invested_by Tarvald Holding Group"],
    ["星谱光电已入驻东湾光电产业园。", "星谱光电 tenant_of 东湾光电产业园"],
    ["Halden Optics has moved into the Lakeside Photonics Park.", "Halden Optics tenant_of Lakeside Photonics Park"],
    ["星谱光电为南岭显示科技有限公司供应镜头。", "星谱光电 supplies 南岭显示科技有限公司"],
    ["星谱光电是南岭显示科技有限公司的供应商。", "星谱光电 supplies 南岭显示科技有限公司"],
    ["Halden Optics supplies Tarvald Systems with lenses.", "Halden Optics supplies Tarvald Systems"],
    ["云岭激光科技有限公司是星谱光电股份有限公司的全资子公司。", "云岭激光科技有限公司 subsidiary_of 星谱光电股份有限公司"],
    ["云岭激光科技有限公司由星谱光电股份有限公司控股。", "云岭激光科技有限公司 subsidiary_of 星谱光电股份有限公司"],
    ["Amber Photonics, a subsidiary of Halden Optics Group, employs 40 people.", "Amber Photonics subsidiary_of Halden Optics Group"],
    ["Amber Photonics is wholly owned by Halden Optics Group.", "Amber Photonics subsidiary_of Halden Optics Group"],
  ])("%s", (text, expected) => expect(relations(text)).toContain(expected));

  it("are not read where nothing of the kind is said", () => {
    expect(relations("The company received funding and won several major contracts including one with a university.")).toEqual([]);
    expect(relations("专家认为，配套环节仍需加强，园区是产业的载体。")).toEqual([]);
  });
});
