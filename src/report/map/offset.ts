/**
 * Coordinates of Chinese map services back to WGS-84: GCJ-02 (国测局) and BD-09 (Baidu), by the approximation that is publicly known.
 * Pure. Invariant: outside of the mainland's box nothing is moved, since the offset is applied there only.
 * Source: the formulas as published in open implementations (eviltransform, coordtransform); the exact state transformation is not public.
 * Accuracy: the inverse agrees with the published forward formula to a millimetre; that formula itself stands off the services by about a metre.
 */
import type { LonLat } from "./simplify.ts";

export type Datum = "wgs84" | "gcj02" | "bd09";
export const DATUMS: readonly Datum[] = ["wgs84", "gcj02", "bd09"];

/** Krasovsky 1940: half the long axis in metres, and the eccentricity squared, as the formulas have them. */
const AXIS_M = 6_378_245;
const ECC2 = 0.006_693_421_622_965_943;
const BAIDU = (Math.PI * 3000) / 180;

const inBox = ([lon, lat]: LonLat): boolean => lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;

function waves(x: number, y: number): LonLat {
  const ripple = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
  const dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + ripple
    + ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 + ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  const dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + ripple
    + ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 + ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  return [dlon, dlat];
}

/** WGS-84 to GCJ-02. */
export function toGcj02(p: LonLat): LonLat {
  if (!inBox(p)) return p;
  const [dlon, dlat] = waves(p[0] - 105, p[1] - 35);
  const lat = (p[1] / 180) * Math.PI;
  const magic = 1 - ECC2 * Math.sin(lat) ** 2;
  return [p[0] + (dlon * 180) / ((AXIS_M / Math.sqrt(magic)) * Math.cos(lat) * Math.PI), p[1] + (dlat * 180) / (((AXIS_M * (1 - ECC2)) / (magic * Math.sqrt(magic))) * Math.PI)];
}

/** GCJ-02 to WGS-84: the forward formula turned round by repeated correction. */
export function fromGcj02(p: LonLat): LonLat {
  let guess = p;
  for (let i = 0; i < 12; i++) {
    const there = toGcj02(guess);
    guess = [guess[0] + p[0] - there[0], guess[1] + p[1] - there[1]];
  }
  return guess;
}

export function bd09ToGcj02(p: LonLat): LonLat {
  if (!inBox(p)) return p;
  const [x, y] = [p[0] - 0.0065, p[1] - 0.006];
  const z = Math.sqrt(x * x + y * y) - 0.000_02 * Math.sin(y * BAIDU);
  const theta = Math.atan2(y, x) - 0.000_003 * Math.cos(x * BAIDU);
  return [z * Math.cos(theta), z * Math.sin(theta)];
}

/** A point of a map service in WGS-84. */
export const toWgs84 = (p: LonLat, from: Datum): LonLat => (from === "wgs84" ? p : fromGcj02(from === "bd09" ? bd09ToGcj02(p) : p));
