// English names: who is named, what bare and described nouns mean, and which short form stands for which full one.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims } from "./index.ts";
import { mentionsEn } from "./names-en.ts";
import { isShortFor } from "./short-names-en.ts";

const lexicon = projectLexicon();
const named = (s: string, artless = false): string[] => mentionsEn(s, artless).map((m) => `${m.name}: ${m.type}`);
const subjects = (text: string, title = ""): string[] => readClaims(text, { lexicon, lang: "en", published: "2023-06-26", title }).proposals.filter((p) => p.unit !== "entity").map((p) => `${p.subject} ${p.property}`);

describe("English names", () => {
  it("takes a firm's branch for a firm and a compass point's for a place", () => {
    expect(named("Lumenta Xiamen hired staff in East China.")).toEqual(["Lumenta Xiamen: Firm", "East China: Region"]);
  });

  it("parts an owner from its own", () => {
    expect(named("They visited Kilmore's Batu Optical Park.")).toEqual(["Kilmore: Firm", "Batu Optical Park: Park"]);
  });

  it("ends a firm's name at its legal form", () => {
    expect(named("It was built by Orvex Capacitor Co Ltd. Worth a lot, it stands.")[0]).toBe("Orvex Capacitor Co Ltd: Firm");
  });

  it("takes several things of a kind for none of them", () => {
    expect(named("Money goes to Regional Photonics Parks.")).toEqual([]);
  });

  it("breaks a headline in title case at its verbs", () => {
    expect(named("Dongwan Optical Park Expands With Kestrel Lens Group")).toEqual(["Dongwan Optical Park: Park", "Kestrel Lens Group: Firm"]);
  });

  it("names the firm and not the person in office", () => {
    expect(named("Kestrel CEO Anna Berg opened it.")).toEqual(["Kestrel: Firm"]);
  });

  it("sees industries and markets that open with letters", () => {
    expect(named("The LED industry grew and the OLED market shrank.")).toEqual(["LED industry: Cluster", "OLED market: Market"]);
  });

  it("takes bare nouns for the one spoken of only where a text has no articles", () => {
    expect(named("After complete, project will hire people.", true)).toEqual(["project: Project"]);
    expect(named("After complete, project will hire people.")).toEqual([]);
    expect(named("This time start project total 14.", true)).toEqual([]);
  });
});

describe("short forms of English names", () => {
  const short = (a: string, b: string, type: string): boolean => isShortFor({ name: a, type }, { name: b, type });

  it("binds fairs of one place and matter", () => {
    expect(short("Kilmore lighting show", "12th Kilmore International Lighting Exhibition", "Expo")).toBe(true);
    expect(short("Kilmore optics fair", "12th Kilmore International Lighting Exhibition", "Expo")).toBe(false);
    expect(short("11th Kilmore Lighting Fair", "12th Kilmore International Lighting Exhibition", "Expo")).toBe(false);
  });

  it("binds firms to their formal names and not to their towns", () => {
    expect(short("Orvex Optoelectronics", "Henan Orvex Optoelectronic Industry Co., Ltd", "Firm")).toBe(true);
    expect(short("Orvex", "Orvex Technology Group", "Firm")).toBe(true);
    expect(short("Orvex", "Orvex Wuxi", "Firm")).toBe(false);
    expect(short("Tonghu", "Tonghu Kestrel Capacitor Co Ltd", "Firm")).toBe(false);
  });

  it("binds parks and plants by their own words", () => {
    expect(short("LED base", "LED production base", "Park")).toBe(true);
    expect(short("industrial park", "optical industrial park", "Park")).toBe(false);
    expect(short("new plant", "existing lens plant", "Project")).toBe(false);
  });
});

describe("whose the figure is, by English names", () => {
  it("gives the fair its fullest name throughout", () => {
    expect(subjects("Kilmore lighting show grows\nThe Kilmore lighting show drew 30,000 visitors.\nThe 12th Kilmore International Lighting Exhibition had 800 exhibitors.")).toEqual(["12th Kilmore International Lighting Exhibition visitors", "12th Kilmore International Lighting Exhibition exhibitors"]);
  });

  it("takes letters that stand for small words for a technology", () => {
    expect(subjects("Helios Photonics makes optical circuit switches (OCS). The company employs 300 people.")).toEqual(["Helios Photonics employees"]);
  });

  it("knows a project company and a joint venture by what they are", () => {
    expect(subjects("Orvex and Lightron will set up a joint venture in Suzhou. The joint venture will employ 500 people.")).toEqual(["joint venture employees"]);
  });

  it("lets a described thing introduce itself", () => {
    expect(subjects("Workers topped out the new flexible display line of Orvex Group on July 7, 2022. The project has a total investment of 40 million yuan.").pop()).toMatch(/^new flexible display line.* investment$/);
  });

  it("passes over those listed before \"etc.\" and after \"among them\"", () => {
    expect(subjects("Haiyan Photonics Park opened in 2019. Joined by Delta Glass, Omega Optics etc., it now counts 14 firms.").pop()).toBe("Haiyan Photonics Park firms_count");
  });
});
