/**
 * A name in a few bytes: enough to turn away most blocked pairs without parsing either name again. Invariant: a sketch never turns away two names
 * with equal brands whose places do not conflict.
 */
import { placesAgree } from "./compare-zh.ts";
import type { Profile } from "./model.ts";
import { hash32 } from "./radix.ts";

const ZH = 1, FULL = 2;
const CONTAINED = -1;

export class Sketches {
  private codes = new Uint16Array(1 << 16);
  private used = 0;
  private readonly at: Uint32Array;
  private readonly flags: Uint8Array;
  private readonly region: Uint16Array;
  private readonly trade: Uint32Array;
  private readonly places: string[] = [""];
  private readonly placeIds = new Map<string, number>([["", 0]]);
  private readonly conflicts = new Map<number, boolean>();

  constructor(size: number) {
    this.at = new Uint32Array(size + 1);
    this.flags = new Uint8Array(size);
    this.region = new Uint16Array(size);
    this.trade = new Uint32Array(size);
  }

  /** Rows must be added in order, each once. */
  add(row: number, p: Profile): void {
    const zh = p.script === "zh";
    const brand = zh ? p.brand : p.brand.replaceAll(" ", "");
    const text = brand.length > 0 ? brand.slice(0, 40) : p.core.slice(0, 40);
    if (this.used + text.length > this.codes.length) { const next = new Uint16Array(this.codes.length * 2); next.set(this.codes); this.codes = next; }
    for (let i = 0; i < text.length; i++) this.codes[this.used++] = text.charCodeAt(i);
    this.at[row + 1] = this.used;
    this.flags[row] = (zh ? ZH : 0) | (p.formText.endsWith("公司") || !zh ? FULL : 0);
    this.trade[row] = p.trade.length === 0 ? 0 : hash32(p.trade[0]!);
    if (zh) this.region[row] = this.placeId(p.region.join(" "));
  }

  private placeId(place: string): number {
    let id = this.placeIds.get(place);
    if (id === undefined) { id = Math.min(65535, this.places.length); this.placeIds.set(place, id); if (id < 65535) this.places.push(place); }
    return id;
  }

  private regionsConflict(a: number, b: number): boolean {
    const x = this.region[a]!, y = this.region[b]!;
    if (x === y || x === 0 || y === 0 || x === 65535 || y === 65535) return false;
    const key = x * 65536 + y;
    let known = this.conflicts.get(key);
    if (known === undefined) { known = placesAgree(this.places[x]!.split(" "), this.places[y]!.split(" ")) === "conflict"; this.conflicts.set(key, known); }
    return known;
  }

  /** May these two still be one organisation? Cross-script pairs always may. */
  mayMatch(a: number, b: number): boolean {
    const zh = this.flags[a]! & ZH;
    if (zh !== (this.flags[b]! & ZH)) return true;
    if (zh && this.regionsConflict(a, b)) return false;
    if (!(this.flags[a]! & FULL) || !(this.flags[b]! & FULL)) return true;
    const apart = this.apart(this.at[a]!, this.at[a + 1]!, this.at[b]!, this.at[b + 1]!);
    if (apart === 0) return true;
    // Brands that differ are forgiven only to names that agree in trade, and only as far as their length allows a slip.
    const x = this.trade[a]!, y = this.trade[b]!;
    if (x !== y && x !== 0 && y !== 0) return false;
    const short = Math.min(this.at[a + 1]! - this.at[a]!, this.at[b + 1]! - this.at[b]!);
    return apart === CONTAINED || apart <= (zh ? (short >= 3 ? 1 : 0) : short >= 7 ? 2 : short >= 4 ? 1 : 0);
  }

  /** Letters that differ in one stretch (the longer side's), or `CONTAINED` when one is the other's start or end. */
  private apart(fromA: number, toA: number, fromB: number, toB: number): number {
    const c = this.codes;
    while (fromA < toA && fromB < toB && c[fromA] === c[fromB]) { fromA++; fromB++; }
    while (fromA < toA && fromB < toB && c[toA - 1] === c[toB - 1]) { toA--; toB--; }
    const restA = toA - fromA, restB = toB - fromB;
    const longer = Math.max(restA, restB);
    return longer > 2 && Math.min(restA, restB) === 0 ? CONTAINED : longer;
  }
}
