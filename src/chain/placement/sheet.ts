/**
 * The working sheet of one firm: words, likeness and codes become sums by node; sums become a decision.
 * Invariant: a sheet is cleared before each firm, by what was touched, so that firms do not colour each other.
 */
import type { Label } from "../../kernel/index.ts";
import type { CodeSystem, CompiledPack } from "../pack/index.ts";
import { CODE_SYSTEMS } from "../pack/index.ts";
import { hitBuffer } from "./automaton.ts";
import { buildKinship } from "./likeness.ts";
import type { Kinship } from "./likeness.ts";
import type { Evidence, FirmWords, PlacedNode, Placement } from "./model.ts";
import { firmNameEnd, withoutBrackets } from "./plain-text.ts";
import type { Plain } from "./plain-text.ts";
import { mentionBuffer, readMentions } from "./reading.ts";
import type { Mentions } from "./reading.ts";
import type { PlacementRules, Zone } from "./rules.ts";
import { buildVocabulary, KIND } from "./vocabulary.ts";

/** A firm that names one thing in many words does not make less of its other things: the best counts up to here. */
const RELATIVE_CAP = 3;

/** Enough to choose the automaton; far faster than the full script property. */
const HAN = /[\u3400-\u9fff]/;

/** From a sum of weights to 0..1: one full word gives 0.70, two 0.91. */
const confidence = (sum: number): number => 1 - Math.exp(-1.2 * sum);

/** The working sheet of one firm; cleared by what was touched, not by size. */
export class Sheet {
  private readonly score: Float64Array;
  private readonly pack: CompiledPack;
  private readonly rules: PlacementRules;
  private readonly vocabulary: ReturnType<typeof buildVocabulary>;
  private readonly kinship: (Kinship & { weight: number }) | undefined;
  private readonly strong: Float64Array;
  private readonly parents: Int32Array[];
  private readonly generals: Int32Array[];
  private readonly byCode: Record<CodeSystem, Map<string, number[]>>;
  private readonly traderNode: number;
  private readonly tradeable: Uint8Array;
  private readonly hits = hitBuffer();
  private readonly mentions = mentionBuffer();
  private readonly seen = new Map<number, { best: number; times: number }>();
  private touched: number[] = [];
  private evidence: { node: number; item: Evidence }[] = [];
  private han = false;
  private tradedSum = 0;
  private traders = 0;

  constructor(pack: CompiledPack, rules: PlacementRules) {
    this.pack = pack;
    this.rules = rules;
    this.vocabulary = buildVocabulary(pack, rules);
    this.kinship = rules.likeness && { ...buildKinship(pack, rules.likeness), weight: rules.likeness.weight };
    const index = new Map(pack.nodes.map((n, i) => [n.id, i]));
    this.score = new Float64Array(pack.nodes.length);
    this.strong = new Float64Array(pack.nodes.length);
    const at = (ids: readonly string[]): Int32Array => Int32Array.from(ids.flatMap((id) => index.get(id) ?? []));
    this.parents = pack.nodes.map((n) => at(n.kind_of));
    this.generals = pack.nodes.map((n) => at(generalsOf(n.id, rules)));
    this.traderNode = rules.trader_node ? (index.get(rules.trader_node) ?? -1) : -1;
    this.tradeable = Uint8Array.from(pack.nodes, (n) => (rules.trader_stages?.includes(n.stage) ?? true ? 1 : 0));
    this.byCode = { gbt: new Map(), hs: new Map(), naics: new Map() };
    pack.nodes.forEach((node, i) => {
      for (const system of CODE_SYSTEMS) for (const code of node.codes[system]) {
        const list = this.byCode[system].get(code);
        if (list) list.push(i); else this.byCode[system].set(code, [i]);
      }
    });
  }

  read(firm: FirmWords, explain: boolean): void {
    const named = (firm.name ?? "") !== "";
    for (const n of this.touched) { this.score[n] = 0; this.strong[n] = 0; }
    this.touched = [];
    this.evidence = [];
    this.tradedSum = 0;
    this.traders = 0;
    this.han = firm.texts.some((text) => HAN.test(text));
    firm.texts.forEach((text, i) => { if (text !== "") this.readText(text, i, explain, named); });
    if (firm.name) this.readText(firm.name, "name", explain, named);
    if (firm.honours) this.readText(firm.honours, "honours", explain, named);
    if (firm.codes) this.readCodes(firm.codes, explain);
    this.standTraders(explain);
    this.discountGeneral();
  }

  private readText(text: string, field: Evidence["field"], explain: boolean, named: boolean): void {
    const { factors, weights } = this.rules;
    const lexicon = HAN.test(text) ? this.vocabulary.zh : this.vocabulary.en;
    const m = this.mentions;
    // Abbreviations in brackets stand between the words of a term: “photovoltaic (PV) modules”.
    const plain = lexicon.lang === "en" ? withoutBrackets(text) : WHOLE(text);
    const nameEnd = lexicon.lang === "en" ? firmNameEnd(plain.text) : 0;
    readMentions(lexicon, plain.text, this.hits, m, nameEnd);
    const whole = field === "name" ? factors.name : field === "honours" ? factors.honour : 1;
    if (m.trader && whole === 1) this.traders++;
    this.seen.clear();
    let words = 0;
    for (let i = 0; i < m.count; i++) {
      const kind = m.kind[i]!;
      if (kind !== KIND.word && kind !== KIND.weak) continue;
      let zone = m.zone[i]!;
      // A dealer makes nothing of what he lists, however the later sentences put it.
      const ofTrade = lexicon.nodesOf[m.term[i]!]!.includes(this.traderNode);
      if (ofTrade) zone = m.trader || zone === "traded" ? "stated" : zone === "made" ? "modifier" : zone;
      else if (m.trader && !ofTrade && zone !== "applied" && zone !== "modifier" && whole === 1) zone = "traded";
      else if ((zone === "made" || zone === "stated") && words === 0 && whole === 1 && m.to[i]! > nameEnd) zone = "first";
      // A text often opens with the firm's own name; its words count as a name's.
      if (m.to[i]! <= nameEnd && whole === 1) {
        if (named) continue;
        zone = "name";
      }
      if (zone === "first" || zone === "made" || zone === "stated") words++;
      const term = m.term[i]!;
      const base = lexicon.weightOf[term]! * factors[zone] * whole;
      const before = this.seen.get(term);
      let gain = base;
      if (before) {
        gain = Math.max(0, base - before.best) + (before.times < weights.repeat_most ? weights.repeat * Math.min(base, before.best) : 0);
        before.best = Math.max(before.best, base);
        before.times++;
      } else this.seen.set(term, { best: base, times: 1 });
      if (zone === "traded" && lexicon.nodesOf[term]!.some((n) => this.tradeable[n] === 1)) this.tradedSum += lexicon.weightOf[term]!;
      for (const node of lexicon.nodesOf[term]!) {
        if (this.score[node] === 0) this.touched.push(node);
        this.score[node]! += gain;
        if (kind === KIND.word) this.strong[node]! += gain;
        if (explain) this.evidence.push({ node, item: evidenceAt(text, plain.at(m.from[i]!), plain.at(m.to[i]! - 1) + 1, field, zone, gain) });
      }
    }
    if (typeof field === "number" && !m.trader && lexicon.lang === "zh") this.readLikeness(text, field, explain);
  }

  /** Items of the text that hold no known word, by likeness; in the zone of the nearest word or verb of their clause. */
  private readLikeness(text: string, field: number, explain: boolean): void {
    const kin = this.kinship;
    if (!kin) return;
    for (const like of kin.read(text)) {
      if (!isMadeHere(this.mentions, like)) continue;
      const gain = kin.weight * like.cover;
      if (this.score[like.node] === 0) this.touched.push(like.node);
      else if (this.strong[like.node]! > gain) continue;
      this.score[like.node]! += gain;
      this.strong[like.node]! += gain;
      if (explain) this.evidence.push({ node: like.node, item: evidenceAt(text, like.from, like.to, field, "stated", gain) });
    }
  }

  /** A code counts by how few nodes share it; codes alone seldom reach the threshold, which is meant: a class is broad. */
  private readCodes(codes: NonNullable<FirmWords["codes"]>, explain: boolean): void {
    for (const system of CODE_SYSTEMS) {
      for (const code of codes[system] ?? []) {
        const nodes = this.byCode[system].get(code.replace(/\D/g, "")) ?? [];
        for (const node of nodes) {
          const gain = this.rules.weights.code / nodes.length ** 0.7;
          if (this.score[node] === 0) this.touched.push(node);
          this.score[node]! += gain;
          this.strong[node]! += gain;
          if (explain) this.evidence.push({ node, item: { field: "code", from: 0, to: 0, said: `${system} ${code}`, zone: "code", weight: gain } });
        }
      }
    }
  }

  private standTraders(explain: boolean): void {
    if (this.traders === 0 || this.traderNode < 0 || this.tradedSum < 1.5) return;
    const node = this.traderNode;
    if (this.score[node] === 0) this.touched.push(node);
    this.score[node]! += 0.8;
    this.strong[node]! += 0.8;
    if (explain) {
      const shown = this.evidence.filter((e) => e.item.zone === "traded").slice(0, 5);
      for (const { item } of shown) this.evidence.push({ node, item: { ...item, weight: 0.8 / shown.length } });
    }
  }

  /** Where a kind of the thing is placed, the general node says little more. */
  private discountGeneral(): void {
    const { general } = this.rules.weights;
    const discounted = new Set<number>();
    for (const node of this.touched) {
      if (this.strong[node]! < this.rules.decide.accept) continue;
      for (const parent of this.parents[node]!) if (this.strong[parent]! > 0) discounted.add(parent);
      // English summaries open with the general word; Chinese registers list item by item, and mean each.
      if (!this.han) for (const parent of this.generals[node]!) if (this.strong[parent]! > 0) discounted.add(parent);
    }
    for (const parent of discounted) { this.score[parent]! *= general; this.strong[parent]! *= general; }
  }

  /** Accepted nodes, best first. */
  accepted(): number[] {
    const { accept, relative, most } = this.rules.decide;
    const best = this.touched.reduce((top, n) => Math.max(top, this.score[n]!), 0);
    return this.touched
      .filter((n) => this.strong[n]! > 0 && this.score[n]! >= accept && this.score[n]! >= relative * Math.min(best, RELATIVE_CAP))
      .sort((a, b) => this.score[b]! - this.score[a]! || a - b).slice(0, most);
  }

  confidenceOf(node: number): number {
    return confidence(this.score[node]!);
  }

  placement(): Placement {
    const { decide } = this.rules;
    let nodes = this.accepted();
    let state: Placement["state"] = "placed";
    if (nodes.length === 0) {
      const weak = this.touched.filter((n) => this.score[n]! >= decide.weak_alone).sort((a, b) => this.score[b]! - this.score[a]! || a - b);
      const clear = weak.length === 1 || (weak.length > 1 && this.score[weak[0]!]! > 1.3 * this.score[weak[1]!]!);
      if (clear) nodes = [weak[0]!];
      state = clear ? "review" : "abstained";
    }
    const total = nodes.reduce((sum, n) => sum + this.score[n]!, 0);
    const placed = nodes.map((n): PlacedNode => ({
      node: this.pack.nodes[n]!.id, stage: this.pack.nodes[n]!.stage, score: confidence(this.score[n]!), share: this.score[n]! / total,
      review: this.score[n]! < decide.review_below,
      evidence: this.evidence.filter((e) => e.node === n).map((e) => e.item).sort((a, b) => b.weight - a.weight),
    }));
    const stages = this.rollUp(nodes.length > 0 ? nodes : this.touched);
    if (state === "abstained" && stages[0] && stages[0].score >= confidence(decide.stage_alone)) state = "stage";
    if (state === "placed" && placed.every((p) => p.review)) state = "review";
    return { state, nodes: placed, stages, reason: REASONS[state] };
  }

  /** Stages of the placed nodes; where none is placed, of all that was touched. */
  private rollUp(nodes: readonly number[]): Placement["stages"] {
    const sums = new Map<string, number>();
    for (const n of nodes) sums.set(this.pack.nodes[n]!.stage, (sums.get(this.pack.nodes[n]!.stage) ?? 0) + this.score[n]!);
    return [...sums].map(([stage, sum]) => ({ stage, score: confidence(sum) })).sort((a, b) => b.score - a.score);
  }
}

/** The nodes that the rules call more general than this one. */
function generalsOf(id: string, rules: PlacementRules): string[] {
  return Object.entries(rules.general ?? {}).filter(([, list]) => list.includes(id)).map(([general]) => general);
}

/** Whether an item holds no known word and its clause is not one of trade or use. */
function isMadeHere(m: Mentions, item: { from: number; to: number }): boolean {
  let clauseTrade = false;
  let clauseMake = false;
  for (let i = 0; i < m.count; i++) {
    const kind = m.kind[i]!;
    if (m.from[i]! < item.to && m.to[i]! > item.from && (kind === KIND.word || kind === KIND.trade)) return false;
    if (kind === KIND.stop || kind === KIND.pause) {
      if (m.from[i]! >= item.to) break;
      clauseTrade = clauseMake = false;
    } else if (kind === KIND.trade || kind === KIND.apply || kind === KIND.apply_long || kind === KIND.market) clauseTrade = true;
    else if (kind === KIND.make) clauseMake = true;
  }
  return clauseMake || !clauseTrade;
}

const WHOLE = (text: string): Plain => ({ text, at: (place) => place });

function evidenceAt(text: string, from: number, to: number, field: Evidence["field"], zone: Zone, weight: number): Evidence {
  return { field, from, to, said: text.slice(from, to), zone, weight };
}

const REASONS: Record<Placement["state"], Label> = {
  placed: { zh: "主营词语明确", en: "The words of the main business are clear" },
  review: { zh: "依据单薄，请人工复核", en: "Thin evidence: to be reviewed by a person" },
  stage: { zh: "只能判断到环节", en: "Only the stage can be told" },
  abstained: { zh: "没有可依据的词语或代码", en: "No words or codes to go by" },
};
