/** The iCalendar feed against RFC 5545: folding, escaping, days, and that it reads back to what went in. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarText, escapeText, foldLine, type CalendarEvent } from "./index.ts";

const event = (more: Partial<CalendarEvent> = {}): CalendarEvent => ({ uid: "a@lightvalley", day: "2024-12-31", stamp: new Date("2024-01-02T03:04:05.678Z"), sequence: 1, summary: "三期：交付", description: "x", ...more });
const unfold = (text: string): string => text.replaceAll("\r\n ", "");
const unescape = (text: string): string => text.replaceAll(/\\([\\;,nN])/g, (_, c: string) => (c === "n" || c === "N" ? "\n" : c));

describe("the feed", () => {
  it("has the lines that the standard asks for, all-day events end the day after", () => {
    const lines = unfold(calendarText([event()], "n")).split("\r\n");
    expect(lines.slice(0, 3)).toEqual(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lightvalley//Promises//EN"]);
    for (const line of ["UID:a@lightvalley", "DTSTAMP:20240102T030405Z", "DTSTART;VALUE=DATE:20241231", "DTEND;VALUE=DATE:20250101", "SUMMARY:三期：交付", "END:VCALENDAR"]) expect(lines).toContain(line);
    expect(lines.at(-1)).toBe("");
  });

  it("escapes commas, semicolons, backslashes and line ends", () => {
    expect(escapeText("a,b;c\\d\ne\r\nf\u0007")).toBe("a\\,b\\;c\\\\d\\ne\\nf");
  });

  it("any text: no line over 75 octets, no character split, and it reads back", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      const out = calendarText([event({ summary: text })], "n");
      expect(out.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      for (const line of out.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const summary = unfold(out).split("\r\n").find((l) => l.startsWith("SUMMARY:"))!.slice(8);
      expect(unescape(summary)).toBe(text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "").replaceAll(/\r\n|\r/g, "\n"));
    }));
    expect(foldLine("x".repeat(76))).toBe(`${"x".repeat(75)}\r\n x`);
  });
});
