// What English sentences say happened or will happen on a day, and to what: the grammar of the act tells it.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { readClaims } from "./index.ts";

const lexicon = projectLexicon();
const DATED = /^(?:start_date|capped_date|completion_date|expected_completion)$/;
const told = (text: string, published = "2024-05-10"): string[] =>
  readClaims(text, { lexicon, lang: "en", published }).proposals.filter((p) => DATED.test(p.property)).map((p) => `${p.subject} ${p.property} ${p.value}`);

describe("the name of an act", () => {
  it.each([
    ["The topping-out of the new Lakeside fab was celebrated on April 12, 2024.", "Lakeside fab capped_date 2024-04-12"],
    ["Acme Photonics held the inauguration of its Brno plant on 3 May 2024.", "Brno plant completion_date 2024-05-03"],
    ["A ground-breaking ceremony for the Hubei Optics Park took place on 8 April.", "Hubei Optics Park start_date 2024-04-08"],
    ["The launch of the Photon Fund is scheduled for September 2024.", "Photon Fund start_date 2024-09"],
    ["Ceremonies marking the start of construction of the Delta plant were held on April 2.", "Delta plant start_date 2024-04-02"],
  ])("%s", (text, want) => expect(told(text)).toEqual([want]));
});

describe("what stands before the verb and what behind it", () => {
  it.each([
    ["Acme completed the Vilnius line in November 2023, three months ahead of plan.", "Vilnius line completion_date 2023-11"],
    ["The company unveiled the ZX-400 laser on January 30, 2024.", "ZX-400 laser start_date 2024-01-30"],
    ["The Delta Institute was inaugurated on 9 April with 40 researchers.", "Delta Institute start_date 2024-04-09"],
    ["Ground was broken for the Delta plant on 2 April 2024.", "Delta plant start_date 2024-04-02"],
    ["On 2 April, officials laid the foundation stone for the Delta plant.", "Delta plant start_date 2024-04-02"],
    ["The Ministry adopted the Photonics Roadmap on 2 April 2024.", "Photonics Roadmap start_date 2024-04-02"],
    ["The Regional Optics Plan came into effect on 1 January 2023.", "Regional Optics Plan start_date 2023-01-01"],
    ["Production at the Brno plant is due to start in the third quarter of 2025.", "Brno plant expected_completion 2025-09"],
    ["The Lumen Incubator opened its doors in September 2016.", "Lumen Incubator completion_date 2016-09"],
    ["The first wafers came off the line in March 2024.", "first wafers start_date 2024-03"],
    ["Deliveries of the Z9 chip will start in July 2025.", "Z9 chip start_date 2025-07"],
  ])("%s", (text, want) => expect(told(text)).toEqual([want]));

  it("gives several acts of one thing their own dates", () => {
    expect(told("Work on the Hillside campus got under way in March 2022 and was finished in April 2024.")).toEqual(["Hillside campus start_date 2022-03", "Hillside campus completion_date 2024-04"]);
    expect(told("Acme will put 2 billion yuan into a display line in Graz, with construction to begin in June 2025, and production to start in 2027.")).toEqual(["display line start_date 2025-06", "display line expected_completion 2027"]);
  });

  it("gives several things of one act its date", () => {
    expect(told("Foundation stones were laid on 2 April for a packaging plant at Graz and a test facility at Linz.")).toEqual(["packaging plant start_date 2024-04-02", "test facility start_date 2024-04-02"]);
  });
});

describe("gatherings", () => {
  it("last from their first day to their last", () => {
    expect(told("The Photon Forum 2024 will be held in Vilnius from 4th to 6th June.")).toEqual(["Photon Forum 2024 start_date 2024-06-04", "Photon Forum 2024 expected_completion 2024-06-06"]);
    expect(told("The Baltic Optics Days 2023 was held 6.–8. September in Tartu.")).toEqual(["Baltic Optics Days 2023 start_date 2023-09-06", "Baltic Optics Days 2023 completion_date 2023-09-08"]);
    expect(told("Kaunas hosted the Baltic Laser Days on 18 and 19 April.")).toEqual(["Baltic Laser Days start_date 2024-04-18", "Baltic Laser Days completion_date 2024-04-19"]);
  });

  it("share a verb that is told once", () => {
    expect(told("The plenary session took place on 12 March and the parallel forums on the 13th.")).toEqual(["plenary session start_date 2024-03-12", "parallel forums start_date 2024-03-13"]);
  });
});

describe("dates of nothing", () => {
  it.each([
    "The firm said on Tuesday that it is to set up a laboratory in Graz.",
    "Acme expects the 2025 high season to begin in late January.",
    "The Graz Lighting Fair was originally planned to be held on March 18-21, 2024, and is put off.",
  ])("%s", (text) => expect(told(text)).toEqual([]));
});
