/**
 * How good placement is: micro-averaged precision, recall and F1 over (firm, node) and (firm, stage) pairs.
 * Invariant: words and thresholds are chosen on the dev part alone; the held-out part was labelled before it was ever placed.
 */
import type { Placer } from "./place.ts";

export interface Case { id: string; part: "dev" | "held-out"; source: string; lang: "zh" | "en"; name: string; text: string; nodes: string[] }

export interface Rates { true_positive: number; false_positive: number; false_negative: number; precision: number; recall: number; f1: number }

export interface Measured { firms: number; node: Rates; stage: Rates; wrong: { id: string; missed: string[]; extra: string[] }[] }

export function readCases(text: string): Case[] {
  return text.split("\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as Case);
}

/** Whether a case belongs to the part that neither words nor thresholds were chosen on. */
export function isHeldOut(one: Case): boolean {
  return one.part === "held-out";
}

export function measure(placer: Placer, cases: readonly Case[]): Measured {
  const node = { tp: 0, fp: 0, fn: 0 };
  const stage = { tp: 0, fp: 0, fn: 0 };
  const wrong: Measured["wrong"] = [];
  const stageOf = (id: string): string => placer.pack.byId.get(id)!.stage;
  for (const one of cases) {
    const got = placer.place({ name: one.name, texts: [one.text] }).nodes.map((n) => n.node);
    const { missed, extra } = count(one.nodes, got, node);
    count([...new Set(one.nodes.map(stageOf))], [...new Set(got.map(stageOf))], stage);
    if (missed.length + extra.length > 0) wrong.push({ id: one.id, missed, extra });
  }
  return { firms: cases.length, node: rates(node), stage: rates(stage), wrong };
}

function count(right: readonly string[], got: readonly string[], sums: { tp: number; fp: number; fn: number }): { missed: string[]; extra: string[] } {
  const missed = right.filter((id) => !got.includes(id));
  const extra = got.filter((id) => !right.includes(id));
  sums.tp += right.length - missed.length;
  sums.fp += extra.length;
  sums.fn += missed.length;
  return { missed, extra };
}

function rates({ tp, fp, fn }: { tp: number; fp: number; fn: number }): Rates {
  const precision = tp + fp === 0 ? 0 : tp / (tp + fp);
  const recall = tp + fn === 0 ? 0 : tp / (tp + fn);
  return { true_positive: tp, false_positive: fp, false_negative: fn, precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
