// The acts that an English sentence tells, dated or not: by which words, of what matter, and what the grammar says they happen to.
// Invariant: acts are found once for a sentence, in order, and do not overlap; each row of the table is asked only where one of its words may stand.
import type { Context } from "./context.ts";
import type { DatedEvent } from "./events.ts";
import type { Mention } from "./names-zh.ts";
import { words, type Words } from "./said.ts";
import { elided, kindOfThing, subjectEnd, thingAfter, thingBefore, type Thing } from "./things-en.ts";

export interface Act {
  start: number;
  end: number;
  property: DatedEvent["property"];
  kind: DatedEvent["kind"];
  /** what it happens to; none where it is spoken of by a pronoun and nothing before in the sentence says what is meant */
  things: Mention[];
  /** it happens to no thing of the trade */
  void: boolean;
}

type Matter = "build" | "found" | "hold" | "issue" | "launch" | "open" | "finish" | "cap" | "run" | "close" | "product" | "doors";

interface Row {
  gate: Gate;
  re: RegExp;
  matter: Matter;
  /** where its thing stands: before it, behind it, or as the voice of the verb has it; "noun" for the name of an act */
  takes: "before" | "after" | "voice" | "noun";
}

/** Beginnings of words, one of which must stand in the sentence: a quick look at its pairs of letters, then a sure one. */
interface Gate {
  words: Words;
  stems: readonly string[];
}

const has = (...stems: string[]): Gate => ({ words: words(...stems), stems });
const stands = (c: Context, gate: Gate): boolean => gate.words.mayBeIn(c) && gate.stems.some((w) => c.low.includes(w));
const row = (matter: Matter, takes: Row["takes"], gate: Gate, re: RegExp): Row => ({ gate, re, matter, takes });
const MADE = "(?:(?:small-scale|small-batch|trial|mass|volume|pilot|commercial|full|full-scale|official|formal|series|regular|initial|test|large-scale) )*(?:production|operations?|manufacturing)";
const BEGIN = "(?:beg[aiu]n|begins?|beginning|start(?:s|ed|ing)?|commence[sd]?|commencing|kick(?:s|ed|ing)?[ -]off)";

const ROWS: readonly Row[] = [
  row("build", "after", has("ground"), /\b(?:ground (?:was|is|has been|will be|to be|is to be) (?:[a-z]+ )?broken|(?:broke|breaks?|breaking) (?:the )?ground) (?:on|for|of)\b/g),
  row("build", "after", has("ground"), /\bbroke(?:n)? ground on\b/g),
  row("build", "before", has("ground"), /\b(?:broke|breaks?|broken) (?:the )?ground\b/g),
  row("build", "after", has("construct", "build", "work"), new RegExp(`\\b(?:${BEGIN}|launch(?:es|ed)?)(?: the)?(?: official| formal)? (?:(?:construction|civil|building|shell) )?(?:construction|building|works?)(?: (?:of|on|at|for)\\b| (?=(?:its|an?|the|their) ))`, "g")),
  row("build", "before", has("construct", "build", "work"), new RegExp(`\\b(?:${BEGIN}|enter(?:s|ed)?)(?: the)?(?: official| formal)? (?:(?:construction|civil|building|shell) )?(?:construction(?: phase| stage)?|building|works?)\\b`, "g")),
  row("build", "after", has("foundation", "corner"), /\b(?:foundation stones?|cornerstones?) (?:was|were|has been|is|are|will be|to be) (?:[a-z]+ )?laid\b[^.;]{0,50}?\b(?:for|of)\b/g),
  row("build", "after", has("foundation", "corner"), /\b(?:laid|lays?|laying) the (?:foundation|corner)[ -]?stones? (?:for|of)\b/g),
  row("run", "before", has("produc", "operat", "manufact", "business"), new RegExp(`\\b(?:${BEGIN}|achiev(?:e[sd]?|ing)|reach(?:es|ed|ing)?|enter(?:s|ed|ing)?)(?: the| its| into)?(?: ${MADE}|(?<=in|n|t|s|ed|ence) business\\b)`, "g")),
  row("run", "before", has("operation", "production", "use", "service", "stream", "line"), new RegExp(`\\b(?:put|puts|putting|go|goes|going|went|gone|come|comes|came|coming|brought|placed)(?: back)? (?:(?:in ?to|in|on) (?:(?:trial|mass|volume|full|formal|official|commercial|regular) )*(?:operations?|production|use|service|stream|line)|on-?line|live)\\b`, "g")),
  row("run", "before", has("produc"), /\b(?:(?:will|to|begin|began|start|started) )?(?:mass|volume)[ -](?:produced?|producing)\b|\bwill (?:formally )?(?:mass|volume|trial) production\b/g),
  row("run", "before", has("operational", "running", "start", "in operation", "in full"), /\b(?:(?:fully |partly |partially )?operational|up and running|running(?= (?:by|in|from|before) )|start(?:s|ed)? up|in (?:full )?operation(?= (?:by|in|from|before|since) ))\b/g),
  row("finish", "voice", has("complet", "finish", "hand", "deliver"), /\b(?:completed?|completes|finish(?:e[sd])?|deliver(?:ed|s)?|handed over)\b(?! (?:with|by the)\b)/g),
  row("finish", "before", has("completion"), /\b(?:slated|due|scheduled|set|right|expected|planned|earmarked|ready) for (?:completion|handover|delivery)(?: and [a-z]+ production)?\b/g),
  row("finish", "before", has("reach", "near"), /\breach(?:e[sd])? completion\b/g),
  row("cap", "before", has("cap", "top", "roof"), /\b(?:capped|topped out|tops out|(?:hold|held|holds|finish|finished|complete|completed) (?:(?:a|its|the) )?(?:capping|topping[- ]out)(?: ceremony)?|cap(?= on| in|,|$))/g),
  row("doors", "before", has("door"), /\bopen(?:s|ed|ing)? (?:its|their) (?:doors|gates)\b/g),
  row("open", "voice", has("open", "inaugurat", "commission", "ribbon"), /\b(?:open(?:s|ed)?|inaugurate[sd]?|commissioned|commissions|(?:cut|cuts) the ribbon (?:on|at|of))\b(?! (?:its|their) (?:doors|gates)|-|\s(?:to|up|house|day|days|innovation|source|air)\b)/g),
  row("hold", "voice", has("held", "host", "staged", "hold", "conven", "organi", "celebrat"), /\b(?:held|holds?|hosted|hosts?|staged|convened|organi[sz]ed|celebrated)\b/g),
  row("hold", "before", has("place", "ahead"), /\b(?:(?:took|takes?|taking|taken) place|(?:go|goes|going|went) ahead)\b/g),
  row("hold", "before", has("run", "ran"), /\b(?:run|runs|ran)\b(?= (?:on|from|between|during|for|[a-z]{3,9} \d))/g),
  row("close", "before", has("until", "till", "through", "last"), /\b(?:last(?:s|ed)?|run|runs|ran|continue[sd]?|goes on|stays? open)(?: for [a-z]+ (?:days|weeks|months))?(?= (?:until|till|through|to) )/g),
  row("close", "before", has("conclu", "close", "ended", "ends", " end", "wrap"), /\b(?:conclude[sd]?|closes?|closed|ends?|ended|(?:came|come|comes|drew|draws) to (?:a |an )?(?:[a-z]+ )?(?:close|end|conclusion)|wrap(?:s|ped)? up)\b(?! (?:up|with|the|a|its)\b)/g),
  row("found", "voice", has("founded", "establish", "set up", "sets up", "incorporated", "formed", "created"), /\b(?:founded|establish(?:ed|es)?|set(?:s)? up|incorporated|formed|created)\b/g),
  row("launch", "voice", has("launch", "introduc", "unveil", "debut", "initiat", "roll"), /\b(?:launch(?:ed|es)?|introduce[sd]?|unveil(?:s|ed)?|debut(?:s|ed)?|initiated|rolled out)\b/g),
  row("issue", "voice", has("publish", "issue", "sign", "adopt", "enact", "releas", "promulgat"), /\b(?:publish(?:ed|es)?|issue[sd]?|sign(?:ed|s)?(?: (?:off|into law))?|adopt(?:ed|s)?|enact(?:ed|s)?|release[sd]?|promulgated?s?)\b/g),
  row("issue", "before", has("force", "effect"), /\b(?:c[ao]me(?:s)? into force|enter(?:s|ed)? into force|t[ao](?:ke|kes|ok) effect|c[ao]me(?:s)? into effect|go(?:es)? into effect|went into effect)\b/g),
  row("product", "before", has("line", "market"), /\b(?:(?:roll(?:s|ed)?|came|come|comes) off the (?:[a-z]+ )?lines?|left the (?:[a-z]+ )?line|(?:reach(?:es|ed)?|hit(?:s)?|came to|come to|comes to) the market)\b/g),
  row("product", "after", has("market"), /\bbrought (?=[^.;]{4,80} to (?:the )?market)/g),
  row("build", "before", has("begin", "began", "begun", "start", "commenc", "kick", "under", "initiat"), new RegExp(`\\b(?:${BEGIN}|(?:got|gets?|getting|get) under ?way|is under ?way)\\b`, "g")),
];

const NOUN = /\b(ground-?[ -]?breaking|foundation[- ]laying|foundation stones?|cornerstone|topping[- ]out|capping|roof-sealing|opening|inauguration|commissioning|ribbon[- ]cut(?:ting)?|launch|completion|start of (?:the )?(?:construction|building work|works?|(?:trial |mass |volume |commercial )?production|operations?)|start(?= of [a-z]+'s ))(?: and [a-z ]{3,24})?( ceremon(?:y|ies)| event| celebration| party)?\b/g;
const OF_NOUN = has("ground", "foundation", "cornerstone", "topping", "capping", "roof-seal", "opening", "inauguration", "commissioning", "ribbon", "launch", "completion", "start of");
const HAPPENS = /^[^.;]{0,60}?\b(?:(?:was|were|is|are|will be|to be|has been|be) (?:[a-z]+ )?(?:held|hold|celebrated|planned|scheduled|slated|set|due|expected|put back|pushed back|delayed|postponed|marked|staged|open(?:ed)?|started)|(?:took|takes?) place|(?:go|goes|went) ahead|hold on|held on)\b/;
const HOLDS = /\b(?:hold|holds|held|hosted|hosts|celebrated?s?|mark(?:s|ed)?|announce[sd]?|attend(?:s|ed)?|at|after|day of|following|since|organi[sz]ed|spoke at|witness(?:ed)?|with|for|before|see|saw) (?:the |an? |its |their )?(?:official |grand |formal |soft |successful |concentrated |centralized )*$/;

/** The acts of a sentence, worked out once. */
let known: { of: Context; acts: readonly Act[] } | undefined;
export function actsOf(c: Context): readonly Act[] {
  if (known?.of !== c) known = { of: c, acts: find(c) };
  return known.acts;
}

interface Found extends Omit<Act, "things"> {
  thing: Thing | undefined;
  more: Mention[];
  /** its subject was told before */
  carries: boolean;
}

/** The first match of a pattern that goes on from match to match; made anew for each sentence (`matchAll`) it would cost more than the search. */
function first(re: RegExp, text: string): RegExpExecArray | null {
  re.lastIndex = 0;
  return re.exec(text);
}

function find(c: Context): Act[] {
  const found: Found[] = [];
  if (stands(c, OF_NOUN)) for (let m = first(NOUN, c.low); m; m = NOUN.exec(c.low)) nounAct(c, m, found);
  for (const r of ROWS) {
    if (!stands(c, r.gate)) continue;
    for (let m = first(r.re, c.low); m; m = r.re.exec(c.low)) {
      const [start, end] = [m.index, m.index + m[0].length];
      if (found.some((f) => f.start < end && f.end > start) || inName(c, start, end)) continue;
      const act = verbAct(c, r, start, end);
      if (act) found.push(act);
    }
  }
  found.sort((a, b) => a.start - b.start);
  const acts: Act[] = [];
  let last: Mention[] = [];
  for (const f of found) {
    const own = f.thing?.mention ? [f.thing.mention, ...f.more] : f.carries && f.kind === "build" ? last.filter((m) => m.type !== "Firm" && m.type !== "Event") : [];
    acts.push({ start: f.start, end: f.end, property: f.property, kind: f.kind, things: own, void: f.void });
    if (f.kind === "build" && own.length > 0 && !(f.property === "completion_date" && f.thing !== undefined && f.thing.start > f.start)) last = own;
  }
  return acts;
}

const inName = (c: Context, start: number, end: number): boolean => c.mentions.some((m) => !m.definite && /^[A-Z\d]/.test(m.name) && m.start <= start && m.end >= end && m.end - m.start > end - start && /[A-Z]/.test(c.fold.slice(start, end)));

/** "the opening ceremony of X was held", "held the groundbreaking of X", "X's capping ceremony": the name of an act, whose matter is the event. */
function nounAct(c: Context, m: RegExpExecArray, found: Found[]): void {
  const start = m.index;
  let end = start + m[0].length;
  const matter = matterOf(m[1]!);
  const before = c.low.slice(Math.max(0, start - 60), start);
  const behind = (m[2] === undefined ? /^ (?:of|for|on) / : /^ (?:of|for|at|on|to mark the start of) (?!the (?:end|beginning|start|close)\b)/).exec(c.low.slice(end, end + 30));
  if (!behind && m[2] === undefined) return;
  let thing = behind ? thingAfter(c, end + behind[0].length) : undefined;
  if (behind && !thing) return;
  if (!behind) thing = owner(c, start) ?? (HOLDS.test(before) ? holder(c, start) : undefined);
  if (!thing?.mention) return;
  const after = c.low.slice(Math.max(end, thing.end), Math.max(end, thing.end) + 110);
  const happens = HAPPENS.exec(after);
  const dated = c.dates.some((d) => d.start >= end && /^(?: (?:in|at) [^,.;]{2,40})?,? (?:on |in |was |is |held )*(?:the )?$/.test(c.low.slice(Math.max(end, thing!.end), d.start)));
  if (!happens && !dated && !HOLDS.test(before)) return;
  if (/^(?:opening|launch)$/.test(m[1]!) && thing.mention.type === "Firm" && m[2] === undefined) return;
  if (happens) end = Math.max(end, thing.end) + happens[0].length;
  else if (behind) end = Math.max(end, thing.end);
  const [property, kind] = meaning(matter, thing.mention);
  const held = /\b(?:hold|holds|held|hosted|hosts|celebrated?s?|saw|see|announce[sd]?) (?:the |an? |its |their )?(?:[a-z]+ ){0,2}$/.exec(before);
  if (start < end) found.push({ start: held ? start - held[0].length : start, end, property, kind, thing, more: [], void: false, carries: false });
}

/** "X's topping-out ceremony", "the X groundbreaking ceremony". */
function owner(c: Context, start: number): Thing | undefined {
  const m = c.mentions.filter((x) => x.end <= start && /^(?:'s|’s)? (?:official |grand |formal )*$/.test(c.low.slice(x.end, start))).pop();
  return m && m.type !== "Region" ? { start: m.start, end: m.end, mention: m, pointing: m.definite, void: false } : undefined;
}

/** "X project hold capping ceremony": the holder is what it is held for. */
function holder(c: Context, start: number): Thing | undefined {
  const verb = /\b(?:hold|holds|held|celebrated?s?)\b[^.;,]{0,30}$/.exec(c.low.slice(Math.max(0, start - 50), start));
  const thing = verb ? thingBefore(c, Math.max(0, start - 50) + verb.index) : undefined;
  return thing?.mention && /^(?:Project|Park|ParkPhase|Building|Lab|Institute)$/.test(thing.mention.type) ? thing : undefined;
}

function matterOf(noun: string): Matter {
  if (/^(?:ground|foundation|corner)|construction|building|works?$|^start$/.test(noun)) return "build";
  if (/^(?:topping|capping|roof)/.test(noun)) return "cap";
  if (/production|operation|completion/.test(noun)) return "finish";
  return noun === "launch" ? "launch" : "open";
}

/** What a matter means for a thing of its type: a plant that opens is finished, a fair that opens begins. */
function meaning(matter: Matter, m: Mention | undefined): [Act["property"], Act["kind"]] {
  const type = m?.type ?? "";
  switch (matter) {
    case "build": return ["start_date", type === "Event" || type === "Expo" ? "hold" : "build"];
    case "cap": return ["capped_date", "build"];
    case "finish": case "run": return ["completion_date", type === "Event" || type === "Expo" ? "hold" : "build"];
    case "doors": return type === "Expo" || type === "Event" ? ["start_date", "hold"] : type === "Institute" ? ["start_date", "found"] : ["completion_date", "build"];
    case "close": return ["completion_date", "hold"];
    case "open": return /^(?:Project|Building|Park|ParkPhase)$/.test(type) && !/\b(?:(?:industr\w+|innovation|incubation) base|cluster|hub|zone)$/i.test(m?.name ?? "") || type === "" && m === undefined ? ["completion_date", "build"] : ["start_date", type === "Event" || type === "Expo" ? "hold" : "found"];
    case "hold": return ["start_date", "hold"];
    case "product": return ["start_date", "launch"];
    default: return ["start_date", type === "Event" || type === "Expo" ? "hold" : matter];
  }
}

const BE = /(?:^|[ ,])(?:was|were|is|are|be|been|being)\b/;

/** "its launch", "the official opening": a noun. */
const AS_NOUN = /\b(?:its|the|an?|their|of|for|this|that|official|formal|after|at|since its|grand|public|first|next|joint|new) $/;

function verbAct(c: Context, r: Row, start: number, end: number): Found | undefined {
  const verb = c.low.slice(start, end);
  if (r.takes === "voice" && !BE.test(c.low.slice(subjectEnd(c, start), start)) && AS_NOUN.test(c.low.slice(Math.max(0, start - 12), start))) return undefined;
  const passive = BE.test(c.low.slice(subjectEnd(c, start), start));
  let thing: Thing | undefined;
  let active = false;
  if (r.takes === "after") thing = thingAfter(c, end);
  else if (r.takes === "before" || passive) thing = thingBefore(c, start);
  else {
    const object = behindVerb(c, end) ? thingAfter(c, end + (/^, on [^,]{3,20},/.exec(c.low.slice(end, end + 30))?.[0].length ?? 0)) : undefined;
    active = object !== undefined;
    if (!active && /ed$|set up$|founded$/.test(verb) && opener(c, start)) {
      const comma = /^[^,;.]{3,40}?(?:\d, \d{4}|\d{4}|[a-z)])(?=, )/.exec(c.low.slice(end, end + 60));
      thing = comma ? thingAfter(c, end + comma[0].length + 1) : undefined;
      const m = thing && c.mentions.find((x) => x.start === thing!.start && x.end < thing!.end);
      if (thing && m) thing = { ...thing, end: m.end, mention: m, pointing: m.definite };
      if (thing?.mention && fits(r.matter, thing, false, verb)) return { start, end, ...settled(thing, r.matter, false), more: [], void: false, carries: false };
      return undefined;
    }
    // A bare participle ("Founded in 1990, …", "the forum held in May") stands to what is before it.
    thing = object ?? (ALONE[r.matter]?.test(verb) ? thingBefore(c, start) : undefined);
  }
  if (thing === undefined) return undefined;
  if (r.matter === "hold" && thing.mention && CEREMONY.test(thing.mention.name)) return undefined; // what it is held for begins, not the ceremony
  if (thing.pointing && thing.mention === undefined && !active) recall(c, thing, start);
  const product = r.matter === "run" && thing.mention?.type === "Firm" ? made(c, end) : undefined;
  if (product) return { start, end, property: "start_date", kind: "launch", thing: product, more: [], void: false, carries: false };
  if (r.takes === "before" && r.matter === "build" && /\b(?:production|operations?|manufacturing|production phase)$/.test(c.low.slice(0, subjectEnd(c, start)))) return { start, end, ...told("run", undefined), thing: /phase$/.test(thing.mention?.name ?? "") ? { ...thing, mention: undefined, pointing: true } : thing, more: [], void: false, carries: true };
  if (!fits(r.matter, thing, active, verb)) return thing.void ? { start, end, ...told(r.matter, undefined), thing, more: [], void: true, carries: false } : undefined;
  const more = r.takes === "after" || active ? others(c, thing) : passive || r.matter === "hold" ? togetherWith(c, thing) : [];
  const meant = settled(thing, r.matter, active);
  if (r.matter === "hold") for (const x of more) if (x.type !== "Expo") x.type = "Event";
  return { start, end, ...meant, more, void: thing.void, carries: thing.pointing };
}

const told = (matter: Matter, m: Mention | undefined): { property: Act["property"]; kind: Act["kind"] } => {
  const [property, kind] = meaning(matter, m);
  return { property, kind };
};

/** A ceremony with no name but that of its matter. */
const CEREMONY = /^(?:official |formal |grand )*(?:ground-?[ -]?breaking|foundation[- ](?:stone[- ])?laying|cornerstone(?:[- ]laying)?|topping[- ]out|capping|roof-sealing|ribbon[- ]cutting)(?: ceremony)?$|^launch$|^opening$/i;

/** The participle that opens a sentence: "Completed in 2010, the plant …". */
const opener = (c: Context, start: number): boolean => /^[\s"“]*(?:(?:first|originally|officially|formally|jointly) )?$/.test(c.low.slice(0, start)) || /[.;] $/.test(c.low.slice(Math.max(0, start - 2), start));

/** What a pronoun, a bare noun of work or no word at all stands for, as the sentence has told so far. */
function recall(c: Context, thing: Thing, verb: number): void {
  const said = c.low.slice(thing.start, thing.end).trim();
  if (/^(?:construction|building work|building|work|works|production|mass production|volume production|trial production|operations?|manufacturing)$/.test(said)) {
    const m = c.mentions.filter((x) => x.end <= thing.start && !x.definite && /^(?:Project|Park|ParkPhase|Building|Lab)$/.test(x.type)).pop();
    if (m) thing.mention = m;
  } else if (said === "" || /^(?:and|but|to|then)$/.test(said) || said === "shipments") {
    const t = elided(c, verb);
    if (t?.mention && !t.mention.definite && (said === "shipments" ? t.mention.type !== "Firm" || !t.mention.weak : /^(?:Project|Park|ParkPhase|Building|Lab|Institute|Expo|Event)$/.test(t.mention.type))) thing.mention = said === "shipments" ? { ...t.mention, type: "Product" } : t.mention;
  }
}

/** Verbs that may stand without an object for what happens to their subject. */
const ALONE: Readonly<Partial<Record<Matter, RegExp>>> = { open: /^open/, hold: /^(?:held|holds?|staged)$/, finish: /^(?:complete|finish)$/, launch: /^(?:launch(?:es)?|debut)/ };

/** Whether a noun phrase, no date or preposition, stands behind the verb. */
function behindVerb(c: Context, end: number): boolean {
  const rest = c.fold.slice(end, end + 60).replace(/^, on [^,]{3,20},/, "");
  if (c.dates.some((d) => d.start >= end && /^ (?:the )?$/.test(c.low.slice(end, d.start)))) return false;
  return /^,? (?:on [^,]{3,20}, )?["“]?(?:the |an? |its |their |his |our |this )?["“]?[A-Za-z\d]/.test(rest) && !/^ (?:the )?(?:\d|two|three|four|five|six|seven|eight|nine|ten|several|many|some|more|most|other|all|both|no|over|about|another \d)\b(?!(?:st|nd|rd|th)\b|-inch|-gen)/.test(rest) && !/^,? (?:in|on|at|by|from|to|for|with|into|during|after|before|as|and|or|here|there|today|yesterday|last|next|this (?:week|month|year)|since|under|along|between|until|through|together|jointly by|it|them|up|off|side|when|while|simultaneously|successfully|concurrently|again|early|late)\b/.test(rest);
}

/** "began trial production of micro LED samples": what a firm makes is what begins. */
function made(c: Context, end: number): Thing | undefined {
  const of = /^ of /.exec(c.low.slice(end, end + 4));
  const thing = of ? thingAfter(c, end + 4) : undefined;
  if (!thing?.mention || /^(?:Project|Park|Building|Firm)$/.test(thing.mention.type)) return undefined;
  thing.mention.type = "Product";
  return thing;
}

/** Whether such a thing may undergo the matter. */
function fits(matter: Matter, thing: Thing, active: boolean, verb: string): boolean {
  if (thing.void) return false;
  const m = thing.mention;
  if (!m) return thing.pointing && !active && matter !== "hold" && matter !== "issue" && matter !== "close";
  const type = m.type;
  if (type === "Region" || type === "Market" || m.name.length < 3) return false;
  switch (matter) {
    case "hold": return active ? /^(?:Event|Expo)$/.test(kindOfThing(m.name) ?? type) || type === "Event" || type === "Expo" : !/^(?:Fund|Park|Zone|Building|Cluster)$/.test(type);
    case "close": return /^(?:Event|Expo|ParkPhase)$/.test(type) || kindOfThing(m.name) === "Event" || /\b(?:phase|project|programme|program|campaign)$/i.test(m.name);
    case "build": return type !== "Firm" && type !== "Cluster" && type !== "";
    case "doors": return type !== "Firm" && type !== "Cluster" && type !== "Policy";
    case "run": case "cap": return type !== "Firm" && type !== "Policy" && type !== "Event" && type !== "Cluster";
    case "finish": return active ? /^(?:Project|Park|ParkPhase|Building)$/.test(type) : /^(?:Project|Park|ParkPhase|Building|Lab|Institute|Zone|)$/.test(type) && !(type === "" && !/^[a-z]/.test(m.name));
    case "found": return active ? type !== "Project" && type !== "Event" && type !== "" : type !== "Event" && type !== "";
    case "open": return active ? type !== "" || /^[A-Z]/.test(m.name) : type !== "Firm" || /^(?:inaug|commis)/.test(verb);
    case "issue": return /^sign/.test(verb) ? active && /\b(?:act|law|bill|agreement|memorandum|decree|mou)\b/i.test(m.name) : type === "Policy" || (type !== "Project" && !active && /^[A-Z]/.test(m.name) && type !== "Firm") || (active && /^releas/.test(verb) && /^[A-Z]/.test(m.name));
    case "launch": return type !== "Firm" || active || thing.start >= 0 && !m.weak;
    default: return true;
  }
}

/** An act with its thing, which takes the type that the act tells of it. */
function settled(thing: Thing, matter: Matter, active: boolean): { property: Act["property"]; kind: Act["kind"]; thing: Thing } {
  if (!thing.mention || thing.mention.definite) return { ...told(matter, thing.mention), thing };
  const m = { ...thing.mention };
  if (matter === "hold" && m.type !== "Expo") m.type = "Event";
  else if ((matter === "launch" || matter === "product" || matter === "open") && (m.type === "" || (active && m.type === "Firm" && !/\b(?:ltd|inc|company|subsidiary|office|co|gmbh|corp)\b/i.test(m.name)) || matter === "product")) m.type = "Product";
  else if (m.type === "") m.type = matter === "issue" ? "Policy" : matter === "found" ? "Firm" : "Project";
  return { ...told(matter, m), thing: { ...thing, mention: m } };
}

/** "for a plant at P and a facility at Q": the act has a second object. */
function others(c: Context, thing: Thing): Mention[] {
  const m = /^(?:,? (?:in|at|near) [^,.;]{2,40}?)?,? and (?=(?:an?|another|one) )/.exec(c.fold.slice(thing.end, thing.end + 60));
  const next = m ? thingAfter(c, thing.end + m[0].length) : undefined;
  return next?.mention && !next.pointing && kindOfThing(next.mention.name) !== undefined ? [next.mention] : [];
}

/** "A and B were held side by side": both are named. */
function togetherWith(c: Context, thing: Thing): Mention[] {
  const m = c.mentions.find((x) => !x.definite && x.start >= thing.start - 60 && x.end <= thing.start && /^ and (?:the )?$/.test(c.low.slice(x.end, thing.start)) && /^[A-Z]/.test(x.name));
  if (m) return [{ ...m, type: thing.mention?.type ?? m.type }];
  const whole = thing.mention;
  const two = whole && /\b(?:were|are|will|have)\b/.test(c.low.slice(whole.end, whole.end + 12)) && c.mentions.some((x) => x.start >= whole.start && x.end < whole.end - 4 && c.low.slice(x.end, x.end + 5) === " and ") ? /^([A-Z][^,]*?) and ((?:the )?[A-Z\d].*)$/.exec(whole.name) : null;
  if (!two || !whole) return [];
  const at = whole.end - two[2]!.length;
  thing.mention = Object.assign({ ...whole }, { end: whole.start + two[1]!.length, name: two[1]! });
  return [{ ...whole, start: at, end: at + two[2]!.length, name: two[2]! }];
}
