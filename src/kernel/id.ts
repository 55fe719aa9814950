/**
 * Public ids (time-ordered UUIDv7), canonical JSON and hashes.
 * Invariant: equal values have equal canonical JSON whatever the order their keys were written in.
 */
import { createHash } from "node:crypto";
import { v7 } from "uuid";
import { systemClock, type Clock } from "./clock.ts";

let lastMillis = 0;
let sequence = 0;

/** A new UUIDv7; ids made by one process rise even within one millisecond. */
export function newId(clock: Clock = systemClock): string {
  const millis = clock.now().getTime();
  if (millis > lastMillis) {
    lastMillis = millis;
    sequence = 0;
  } else sequence++;
  return v7({ msecs: lastMillis, seq: sequence });
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}

/** An id that is the same for the same words: for data that ships with the house and must load to the same bytes. */
export function nameId(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** JSON with sorted keys and without undefined members: one text for one value (RFC 8785 in spirit, for our plain values). */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const object = value as Record<string, unknown>;
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    if (object[key] !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  }
  return `{${members.join(",")}}`;
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
