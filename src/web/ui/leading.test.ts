/** Which figures lead the page of a cluster. */
import { expect, test } from "vitest";
import type { FactView, Modality } from "../../server/api-types.ts";
import { bySubject, leadOf, mainSubject, nameOf } from "./leading.ts";

const fact = (subject: string, when: string, value: number, more: { modality?: Modality; qualifier?: string } = {}): FactView => ({
  property: "output_value", property_label: {}, qualifier: more.qualifier ?? "", scope: more.qualifier ?? "", when, modality: more.modality ?? "actual", unit: "yuan", rivals: [], agreeing: 0,
  best: { value, subject: { id: subject, slug: subject, type: "Cluster", label: {} } } as FactView["best"],
});
const group = (facts: FactView[], property = "output_value") => ({ property, label: {}, facts, parts: [] });

test("the page is about the subject with the longest actual series, not the first in the list", () => {
  expect(mainSubject([group([fact("b", "2026", 1, { modality: "target" }), fact("a", "2023", 1), fact("a", "2024", 2), fact("c", "2024", 9)])])?.id).toBe("a");
  expect(mainSubject([])).toBeUndefined();
});

test("subjects are kept apart", () => {
  expect(bySubject([fact("a", "2023", 1), fact("b", "2023", 1), fact("a", "2024", 1)]).map((one) => [one.subject.id, one.facts.length])).toEqual([["a", 2], ["b", 1]]);
});

test("a figure of the whole leads; of parts, the broadest", () => {
  const main = { id: "a", slug: "a", type: "Cluster", label: {} };
  const whole = leadOf([fact("a", "2025", 4, { qualifier: "champions" }), fact("a", "2024", 900)], main);
  expect(whole?.lead?.best.value).toBe(900);
  expect(whole?.rest.map((one) => one.best.value)).toEqual([4]);
  const parts = leadOf([fact("a", "2025", 4, { qualifier: "champions" }), fact("a", "2025-06", 186, { qualifier: "above scale" }), fact("a", "2025", 1000, { modality: "target" })], main);
  expect(nameOf({ zh: "企业数" }, parts!).zh).toBe("企业数（部分）");
  expect([parts?.lead?.best.value, parts?.ahead.map((one) => one.best.value)]).toEqual([186, [1000]]);
});

test("where the main subject has no figure, the first that has an actual speaks, by name", () => {
  expect(leadOf([fact("x", "2026", 5, { modality: "target" }), fact("y", "2024", 3)], { id: "a", slug: "a", type: "Cluster", label: {} })?.subject.id).toBe("y");
  expect(leadOf([], undefined)).toBeUndefined();
});

test("of promised dates the one told last leads, the others stay in view", () => {
  const promise = (value: string, stated_on: string, qualifier = ""): FactView => {
    const one = fact("p", "", 0, { modality: "planned", qualifier });
    return { ...one, unit: "date", best: { ...one.best, value, stated_on } };
  };
  const lead = leadOf([promise("2023-12", "2023-03"), promise("2024-06", "2024-03-20", "handover")], undefined);
  expect([lead?.lead?.best.value, lead?.ahead.map((one) => one.best.value), lead?.rest.map((one) => one.best.value)]).toEqual(["2024-06", ["2023-12"], []]);
});
