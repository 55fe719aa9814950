/**
 * Coming milestones as an iCalendar feed (RFC 5545): one all-day event for each promised day.
 * Invariant: lines end in CRLF and are folded at 75 octets without splitting a character; text is escaped; an event keeps its UID whatever its date becomes.
 */
import { sha256Hex, type Label } from "../kernel/index.ts";
import { milestoneLabel, type PromiseVersion } from "./milestone.ts";
import type { MilestoneView } from "./park-view.ts";
import { nameOf } from "./place.ts";

export interface CalendarEvent {
  uid: string;
  /** The civil day, `YYYY-MM-DD`. */
  day: string;
  /** When the event was last revised. */
  stamp: Date;
  /** How often its date was changed. */
  sequence: number;
  summary: string;
  description: string;
  url?: string;
}

const LINE_OCTETS_MAX = 75;

/** TEXT of RFC 5545, 3.3.11; characters that a calendar may not hold are dropped. */
export const escapeText = (text: string): string =>
  text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "").replaceAll("\\", "\\\\").replaceAll(";", "\\;").replaceAll(",", "\\,").replaceAll(/\r\n|\r|\n/g, "\\n");

/** Folds one content line (3.1): at most 75 octets, continued after a space. */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > LINE_OCTETS_MAX) {
      parts.push(part);
      part = "";
      octets = 1; // the space that begins a continuation counts
    }
    part += char;
    octets += size;
  }
  return [...parts, part].join("\r\n ");
}

const utc = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
const plain = (day: string): string => day.replaceAll("-", "");
const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** The feed. @param name shown by calendars that show one. */
export function calendarText(events: readonly CalendarEvent[], name: string): string {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lightvalley//Promises//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", `X-WR-CALNAME:${escapeText(name)}`, "REFRESH-INTERVAL;VALUE=DURATION:P1D"];
  for (const e of events) {
    lines.push("BEGIN:VEVENT", `UID:${e.uid}`, `DTSTAMP:${utc(e.stamp)}`, `SEQUENCE:${e.sequence}`, `DTSTART;VALUE=DATE:${plain(e.day)}`, `DTEND;VALUE=DATE:${plain(dayAfter(e.day))}`,
      `SUMMARY:${escapeText(e.summary)}`, `DESCRIPTION:${escapeText(e.description)}`, ...(e.url ? [`URL:${e.url}`] : []), "TRANSP:TRANSPARENT", "STATUS:TENTATIVE", "END:VEVENT");
  }
  lines.push("END:VCALENDAR");
  return `${lines.map(foldLine).join("\r\n")}\r\n`;
}

const said = (v: PromiseVersion, lang: "zh" | "en"): string => (lang === "zh" ? `${v.first_said} 说 ${v.due}` : `on ${v.first_said}: ${v.due}`);

/** A coming milestone as an event. @param origin where the client lives, for the link. */
export function eventOf({ milestone, version }: { milestone: MilestoneView; version: PromiseVersion }, lang: "zh" | "en", origin: string): CalendarEvent {
  const label: Label = milestoneLabel(milestone);
  const { subject, delivery } = milestone;
  const place = nameOf(subject.label, lang);
  const history = milestone.versions.map((v) => said(v, lang)).join(lang === "zh" ? "；" : "; ");
  const forecast = delivery === undefined ? "" : delivery.status === "forecast"
    ? (lang === "zh" ? `预测：50% 把握 ${delivery.p50}，80% 把握 ${delivery.p80}。` : `Forecast: P50 ${delivery.p50}, P80 ${delivery.p80}.`)
    : (delivery.words[lang] ?? "");
  return {
    uid: `${sha256Hex(`${subject.id} ${milestone.milestone} ${milestone.part ?? ""}`).slice(0, 32)}@lightvalley`, day: version.deadline!,
    stamp: new Date(Math.max(...milestone.versions.flatMap((v) => v.claims.map((c) => Date.parse(c.recorded_at))))), sequence: milestone.versions.length - 1,
    summary: lang === "zh" ? `${place}：承诺${label.zh ?? ""}（${version.due}）` : `${place}: ${label.en ?? ""} promised (${version.due})`,
    description: [lang === "zh" ? `承诺：${history}。` : `Promised ${history}.`, forecast].filter(Boolean).join("\n"), url: new URL(`/parks/${encodeURIComponent(subject.slug)}`, origin).href,
  };
}
