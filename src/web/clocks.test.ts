/** The as-of days of an address, and how they are carried from page to page. */
import { describe, expect, it } from "vitest";
import { carryClocks, clocksIn, SET, withClocks } from "./clocks.ts";

const past = { pathname: "/entities/x", search: "?known_on=2023-12-01&q=a" };
const now = { pathname: "/entities/x", search: "?q=a" };

describe("the days of an address", () => {
  it("are days or nothing", () => {
    expect(clocksIn(new URLSearchParams("valid_on=2023-12-01&known_on=yesterday"))).toEqual({ valid_on: "2023-12-01" });
  });
  it("go along to another page, with its filters and its place", () => {
    expect(withClocks("/claims?status=proposed#claim=1", past)).toBe("/claims?status=proposed&known_on=2023-12-01#claim=1");
    expect(withClocks({ pathname: "/claims" }, past)).toBe("/claims?known_on=2023-12-01");
    expect(withClocks("/claims", now)).toBe("/claims");
  });
  it("leave an address alone that names its own", () => {
    expect(withClocks("/claims?valid_on=2020-01-01", past)).toBe("/claims?valid_on=2020-01-01");
  });
  it("stay on a page when only its place changes", () => {
    expect(withClocks({ hash: "#f" }, past)).toBe("/entities/x?known_on=2023-12-01#f");
  });
});

describe("a router that carries them", () => {
  it("adds them to what is gone to, except where the time machine sets them", async () => {
    const went: unknown[] = [];
    const router = { state: { location: past }, navigate: async (to: unknown) => { went.push(to); } };
    carryClocks(router, { addEventListener: () => undefined } as unknown as Document);
    await router.navigate("/claims");
    await (router.navigate as (to: unknown, options: unknown) => Promise<void>)("/claims", { state: SET });
    await router.navigate(-1);
    expect(went).toEqual(["/claims?known_on=2023-12-01", "/claims", -1]);
  });
});
