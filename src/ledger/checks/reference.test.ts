/**
 * The checks on the real record: every disagreement they can express is found, and nothing that can agree is called a disagreement.
 * The expected list is the table in docs/concepts/reconcile.md.
 */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import type { Bound, Modality } from "../../kernel/index.ts";
import { type CheckClaim, runChecks } from "./index.ts";

const FILES = [new URL("../../../data/reference/claims.csv", import.meta.url), new URL("../../../../shared/reference/claims.csv", import.meta.url)];
const place = FILES.find((url) => existsSync(url));
if (!place) console.warn("reference record not found beside the checkout: its checks are skipped");

/** The record's two editions write one firm with and without its last word. */
const shortName = (subject: string): string => subject.replace(/^(舜宇光学)科技$/, "$1");

/** Wholes and places that the record's own words name ("of the park's output", "of the city's displays"). */
const PLACES_OF: Readonly<Record<string, string>> = { 南昌高新区电子信息产业: "南昌高新技术产业开发区" };
const WHOLES: Readonly<Record<string, string>> = {
  厦门火炬高新区平板显示产业: "厦门市光电显示产业", 厦门市光电显示产业: "厦门市电子信息制造业",
};

function readClaims(url: URL): CheckClaim[] {
  const rows: Record<string, string>[] = parse(readFileSync(url), { columns: true, bom: true });
  const subjects = new Set(rows.map((row) => row.subject_zh));
  return rows.map((row, k) => {
    const subject = row.subject_zh || row.subject_en!;
    const park = /^(.*?)[一二三四]期$/.exec(subject)?.[1];
    return {
      id: row.id || `row-${String(k + 2).padStart(4, "0")}`, subject, subject_label: { zh: row.subject_zh || undefined, en: row.subject_en || undefined }, subject_type: row.subject_type!,
      property: row.property!, value: row.unit === "date" || row.unit === "entity" ? row.value! : Number(row.value), unit: row.unit!, currency: row.currency || undefined, when: row.when || undefined,
      modality: row.modality as Modality, bound: row.bound as Bound, qualifier: row.qualifier || undefined, stated_on: row.stated_on || undefined, source_id: row.source_id!, status: "accepted",
      stated: row.stated_number ? { number: row.stated_number, scale: row.stated_scale || undefined, unit: row.stated_unit || undefined } : undefined,
      located_in: PLACES_OF[subject],
      part_of: WHOLES[subject] ?? (park !== undefined && subjects.has(park) ? park : undefined),
    };
  });
}

describe.skipIf(!place)("the reference record", () => {
  const claims = place ? readClaims(place) : [];
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const found = runChecks(claims, { today: "2026-03-01" });
  const told = (check: string): string[] => found.filter((one) => one.check === check).map((one) => `${shortName(one.subject)}: ${one.claims.map((id) => byId.get(id)!.value).join(" · ")}`).toSorted();

  test("statements that cannot all be true: these, and no others", () => {
    expect(told("growth-identity")).toEqual(["舜宇光学: 31832000000 · 38294000000 · 0.209", "长春市光电信息产业: 75000000000 · 90020000000 · 0.071", "长春市光电子产业: 28160000000 · 31212000000 · 0.074"].toSorted());
    expect(told("shares")).toEqual(["南昌高新区电子信息产业: 0.491 · 175550000000 · 124490000000"]);
    expect(told("same-fact")).toEqual(["江西兆驰半导体有限公司: 2019 · 2020"]);
    expect(told("unit-slip")).toEqual(["中山火炬高技术产业开发区: 10000000 · 100000000000"]);
    expect(found.filter((one) => one.severity === "error").length).toBe(5);
    expect([...told("parts-and-wholes"), ...told("cumulative-series"), ...told("milestone-order"), ...told("target-reached"), ...told("one-subject")]).toEqual([]);
  });

  test("one expo's exhibitors, told as 600+, 670+, about 700 and 675, agree", () => {
    const expo = claims.filter((claim) => claim.subject === "2024长春国际光电博览会" && claim.property === "exhibitors" && claim.value !== 18);
    expect(expo.map((claim) => `${claim.bound} ${claim.value}`)).toEqual(expect.arrayContaining(["gt 600", "gt 670", "approx 700", "eq 675"]));
    expect(found.filter((one) => one.claims.some((id) => expo.some((claim) => claim.id === id)))).toEqual([]);
  });

  test("promises that passed without an outcome, each with its history", () => {
    const passed = told("planned-passed");
    for (const promise of ["长春光电信息产业园三期: 2024-06 · 2024-06", "长春光电信息产业园二期: 2023-12 · 2024-06", "长智光谷: 2023 · 2023-12 · 2023-12", "长光卫星航天信息产业园二期: 2023-12", "传感器产业园: 2024-12"]) expect(passed).toContain(promise);
    // The sensor park's production was still ahead on that day.
    expect(passed.some((one) => one.startsWith("传感器产业园: 2026-03"))).toBe(false);
    expect(passed.some((one) => one.startsWith("2024长春国际光电博览会"))).toBe(false);
  });

  test("the same 186 above-scale firms a year later is noted", () => {
    expect(told("stale-figure")).toEqual(["长春市光电信息产业: 186 · 186"]);
  });

  test("eleven months up 13.15 % and a year up 10.6 % are noted: December must have fallen", () => {
    expect(told("implied-rest")).toEqual(["长春市光电信息产业: 68665000000 · 0.1315 · 75000000000 · 0.106"]);
  });

  test("every finding says its arithmetic and its remedy in both languages", () => {
    for (const one of found) for (const words of [one.arithmetic, one.resolve]) {
      expect(words.zh).toMatch(/\p{Script=Han}/u);
      expect(words.en).toMatch(/[a-z]{3}/);
      expect(`${words.zh}${words.en}`).not.toMatch(/undefined|NaN|Infinity/);
    }
  });
});
