/** Days as they are typed and shown in both languages, and the weeks of a month. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dayShort, daysOn, dayTyped, monthsOn, weeksOf } from "./day-typed.ts";

const anyDay = fc.date({ min: new Date("1000-01-01"), max: new Date("9998-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

test("a day is read in the habits of both languages", () => {
  for (const text of ["2024-06-07", "2024/6/7", "2024年6月7日", "２０２４年６月７日", "20240607", "7 Jun 2024", "7 June 2024", "7th of June 2024", "June 7, 2024", "Jun. 7 2024"]) expect(dayTyped(text), text).toBe("2024-06-07");
  expect(dayTyped("3 Sept 2024")).toBe("2024-09-03");
  for (const text of ["", "2024-06", "31 Jun 2024", "2024-02-30", "7 Foo 2024", "20241301", "June 2024"]) expect(dayTyped(text), text).toBeUndefined();
});

test("what is shown for a day, typed in again, is that day", () => {
  fc.assert(fc.property(anyDay, fc.constantFrom("zh" as const, "en" as const), (day, lang) => { expect(dayTyped(dayShort(day, lang))).toBe(day); }));
  expect([dayShort("2023-99-99", "en"), dayShort("2023-06", "zh")]).toEqual(["2023-99-99", "2023-06"]);
});

test("the weeks of a month hold each of its days once, from Monday to Sunday", () => {
  fc.assert(fc.property(anyDay, (day) => {
    const weeks = weeksOf(day), days = weeks.flat(), own = days.filter((one) => one.slice(0, 7) === day.slice(0, 7));
    expect(new Set(days).size).toBe(days.length);
    expect(own).toContain(day);
    expect(own.length).toBe(new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate());
    expect(weeks.every((week) => week.length === 7 && new Date(week[0]!).getUTCDay() === 1)).toBe(true);
  }));
});

test("days and months on", () => {
  expect([daysOn("2024-02-28", 1), daysOn("2024-01-01", -1)]).toEqual(["2024-02-29", "2023-12-31"]);
  expect([monthsOn("2024-01-31", 1), monthsOn("2023-12-15", 1), monthsOn("2024-02-29", 12), monthsOn("2024-01-15", -1)]).toEqual(["2024-02-29", "2024-01-15", "2025-02-28", "2023-12-15"]);
});
