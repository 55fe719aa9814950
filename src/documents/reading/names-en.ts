// Finds named things in English text, machine-translated text included: runs of capitalised words and noun phrases with a telling head.
// Invariant: a mention is a span of the given sentence; each token is visited a bounded number of times.
import { isGreat, isSmall } from "./fold.ts";
import type { Mention } from "./names-zh.ts";
import { describedAt, groupAt, sizedAt } from "./described-en.ts";
import { HEAD, NOT_NAME } from "./name-words-en.ts";
import { EN_PLACES } from "./places.ts";
import { DETERMINER, tokens, type Token } from "./tokens-en.ts";

const ROMAN = /^(?:i|ii|iii|iv|v|vi|\d{1,2}|one|two|three|a|b|c)$/i;
const PREP = new Set(["in", "at", "for", "with", "to", "from", "by", "into", "on", "between", "near", "under", "among", "within", "around", "across", "through", "via"]);
const JOIN = new Set(["of", "the", "and", "for", "&", "de", "on"]);

/** All mentions of a folded sentence, in order. */
/** A title before a capitalised run makes it a person. */
const TITLE = /^(?:president|minister|director|chairman|chairwoman|ceo|cto|cfo|manager|mr|ms|mrs|dr|professor|prof|governor|mayor|officer|secretary|spokesman|spokeswoman|head|founder|analyst|chancellor|senator|rep|sen|congressman|congresswoman|representative|councillor|commissioner|laureates?)$/;

/** Titles that stand in a run of great letters: what follows is a person. */
const OFFICE = /^(?:president|minister|chairman|chairwoman|ceo|cto|cfo|coo|mr|ms|mrs|dr|professor|prof|governor|mayor|secretary|spokesman|spokeswoman|chancellor|senator|rep|sen)$/;

/** Peoples and tongues qualify a noun ("German photonics companies"); alone they name nothing. */
const DEMONYM = /^(?:Dutch|German|Chinese|Japanese|French|British|English|Scottish|Welsh|Irish|European|American|Canadian|Taiwanese|Korean|Italian|Spanish|Swiss|Swedish|Finnish|Danish|Polish|Israeli|Indian|Russian|Malaysian|Asian|International|National|Global|High-tech|Hi-tech|R)$/;

/** @param artless the text does without articles, as machine translation does: its bare nouns stand for "the project", "the park". */
export function mentionsEn(s: string, artless = false): Mention[] {
  // "ROCHESTER, NY--Acme Optics": the dateline ends at its dashes.
  const list = tokens(s.includes("--") ? s.replace(/--/g, "; ") : s);
  if (inTitleCase(list)) for (const t of list) if (t.cap && SMALL_IN_TITLE.test(t.low) && list[0] !== t) t.cap = false;
  const found: Mention[] = [];
  const nextHead = headsAhead(list);
  // "RIDGEFIELD, N.J., May 3 - ": a dateline says where and when it was written.
  const dateline = s.length > 4 && (s[0] === " " || isGreat(s.charCodeAt(1)) || s[1] === "." || s[1] === " ") ? /^\s*[A-Z][A-Z. ]{3,30}(?:,[^-;:—]{0,40})?(?: ?\/[A-Za-z ]{3,20}\/)?(?: ?[-;—]{1,2}|:) /.exec(s)?.[0].length ?? 0 : 0;
  for (let i = 0; i < list.length; ) {
    if (list[i]!.start < dateline) {
      i++;
      continue;
    }
    const phase = phaseAt(list, i);
    if (phase) {
      add(found, list, i, phase, "ParkPhase", s, false);
      i = phase;
      continue;
    }
    if (list[i]!.word.determiner && list[i + 1]?.low === "phase" && phaseAt(list, i + 1)) {
      i++; // "The phase II of the project"
      continue;
    }
    if (list[i]!.cap && list[i]!.word.noun && loneOpener(list, i, s)) {
      add(found, list, i, i + 1, list[i]!.word.kind!, s, true); // "Company set up in 1996", the article lost in translation
      i++;
      continue;
    }
    const made = nextHead[i]! <= i + 16 ? sizedAt(list, i) : undefined;
    if (made) {
      add(found, list, i, made.end, made.type, s, false);
      i = made.end;
      continue;
    }
    const street = list[i]!.cap ? streetAt(list, i) : 0;
    if (street > 0) {
      i = street; // "on Sparta Avenue" says where and names nobody
      continue;
    }
    if (list[i]!.cap && !loneOpener(list, i, s) && !(NOT_NAME.has(list[i]!.low) && list[i]!.text !== "LED" && !continuesName(list, i))) {
      const whole = runEnd(list, i);
      const office = list.findIndex((t, k) => k > i && k < whole && OFFICE.test(t.low));
      const end = office > 0 ? office : whole;
      const closed = office > 0 ? office : extendHead(list, end, i);
      if (TITLE.test((list[i - 1]?.text === "." ? list[i - 2] : list[i - 1])?.low ?? "") || (closed - i <= 3 && /^, (?:(?:the|deputy|vice|general|managing|executive|senior|standing) )*(?:manager|chairman|chairwoman|president|director|ceo|cto|mayor|secretary|founder|head|professor|spokes\w+)\b/.test(s.slice(list[closed - 1]!.end, list[closed - 1]!.end + 60).toLowerCase()))) {
        i = closed; // "Chief Minister A. Person": a person is no subject here
        continue;
      }
      const lone = closed - i === 1 && DEMONYM.test(list[i]!.text);
      const field = closed > end && list.slice(i, end).every((t) => FIELD.test(t.text));
      const type = lone || (field && list[closed - 1]!.word.kind === "Firm") || /^R ?&? ?D$|Five-Year/.test(s.slice(list[i]!.start, list[closed - 1]!.end)) ? "" : typeOf(list, i, closed);
      if (type !== "" && !/^(?:vice|deputy)$/i.test(s.slice(list[i]!.start, list[closed - 1]!.end))) add(found, list, i, closed, type, s, pointsBack(list, i, closed) || (field && PLACE_OR_WORK.test(type) && list[i - 1]?.word.determiner === true && list.slice(end, closed - 1).every((t) => PLAIN.test(t.low))));
      i = office > 0 ? whole : closed; // "Acme CEO A. Person": the firm is named, the person no subject
      continue;
    }
    if (!list[i]!.cap && list[i]!.low.length > 3 && EN_PLACES.has(list[i]!.low)) {
      // Machine translation forgets the capital: "dongguan city".
      const placed = /^(?:city|province|district|county|town)$/.test(list[i + 1]?.low ?? "") ? i + 2 : i + 1;
      add(found, list, i, placed, "Region", s, false);
      i = placed;
      continue;
    }
    const group = list[i]!.word.determiner || list[i]!.low === "all" || list[i]!.low === "both" || list[i]!.low === "these" ? groupAt(list, i) : undefined;
    if (group) {
      add(found, list, group.from, group.end, group.type, s, false);
      i = group.end;
      continue;
    }
    const described = describedAt(list, i);
    if (described) {
      add(found, list, described.from, described.end, described.type, s, described.definite);
      i = described.end;
      continue;
    }
    const sized = list[i]!.word.points ? afterMeasure(list, i) : 0;
    if (sized > 0) {
      add(found, list, sized, sized + 1, list[sized]!.word.kind!, s, true);
      i = sized + 1;
      continue;
    }
    const np = nextHead[i]! <= i + 10 ? lowerPhrase(list, i, artless) : undefined;
    if (np) {
      add(found, list, np.from, np.end, np.type, s, np.definite);
      i = np.end;
      continue;
    }
    i++;
  }
  return appositions(found, s);
}

/** What is made, by its letters: "LED" says of a park, a project or a technology what it is about, and names none. */
const FIELD = /^(?:(?:mini|micro|am|q)?-?(?:oled|leds?|lcds?)|tft|tft-lcd|lcos|vcsel|mocvd|mini|micro)$/i;
const PLACE_OR_WORK = /^(?:Park|Project|Zone|Building)$/;
/** Modifiers that tell no park or project from another. */
const PLAIN = /^(?:industrial|industry|production|manufacturing|manufacture|large|major|key|entire|existing|local|domestic|global|whole|big|national|overall|total|-based|lighting|display)$/;

/** "Acme Park Put Into Production, Strive …": a headline that writes verbs and prepositions great too. */
function inTitleCase(list: readonly Token[]): boolean {
  if (list.length < 5 || list.length > 40) return false;
  let [great, small] = [0, 0];
  for (const t of list) if (t.low.length >= 4 && t.word.letters) t.cap ? great++ : small++;
  return great >= 4 && small * 4 <= great;
}
const SMALL_IN_TITLE = /^(?:put|puts|builds?|built|constructs?|invests?|includes?|covers?|signs?|signed|becomes?|makes?|takes?|reach|reaches|exceeds?|holds?|boosts?|strive|strives|enters?|settles?|introduces?|hosts?|completes?|completed|begins?|opens?|opened|launche[sd]?|expects?|expected|aims?|grows?|starts?|started|into|with|from|for|by|in|on|at|will|to|under|billion|million|yuan|output|annual|value|total|achieves?|attracts?|expands?|plans|unveils?|brings?|wins?|says?)$/;

/** "industry insiders", "industry association": the trade as such, and no industry that figures are told of. */
const OF_TRADE = /^(?:insiders?|experts?|analysts?|observers?|watchers?|news|standards?|colleagues?|peers?|leaders?|players?|association|circles|alliance)$/;

let AHEAD = new Int32Array(1024);

/** For each token the next head noun at or after it; most tokens have none near and need no closer look. */
function headsAhead(list: Token[]): Int32Array {
  if (AHEAD.length <= list.length) AHEAD = new Int32Array(list.length * 2);
  const next = AHEAD;
  next[list.length] = 0x7fffffff;
  for (let i = list.length - 1; i >= 0; i--) next[i] = list[i]!.word.head ? i : next[i + 1]!;
  return next;
}

/** "Adlershof, the largest technology park in the region": the phrase says what kind of thing the name is. */
function appositions(found: Mention[], s: string): Mention[] {
  const out: Mention[] = [];
  for (const m of found) {
    const last = out[out.length - 1];
    if (last && isGreat(last.name.charCodeAt(0)) && isSmall(m.name.charCodeAt(0)) && !m.definite && !last.oblique && /^, (?:the|a|an) (?:[a-z-]+ ){0,3}$/.test(s.slice(last.end, m.start)) && (last.type === "Firm" || last.type === "Region" || last.type === m.type)) {
      last.type = m.type;
      last.weak = false;
      continue;
    }
    // "the Growth Fund project Lightwave": what it is, then what it is called.
    if (last && m.weak && !last.definite && /^(?:Project|Policy|Fund|Park)$/.test(last.type) && m.start === last.end + 1 && s[last.end] === " " && / (?:project|programme|program|initiative|fund|park|scheme)$/.test(last.name)) {
      Object.assign(last, { start: m.start, end: m.end, name: m.name });
      continue;
    }
    if (m.type === "Firm" && /^, (?:a|an|the) (?:[a-z-]+ ){0,3}(?:city|town|county|province|prefecture|district|state|village|municipality)\b/.test(s.slice(m.end, m.end + 60))) m.type = "Region";
    out.push(m);
  }
  return out;
}

/** "Phase II", "the first phase", "phase 2 project", "second-phase". Returns the token after it. */
function phaseAt(list: Token[], i: number): number | undefined {
  const t = list[i]!;
  if (t.low === "phase" && list[i + 1] && ROMAN.test(list[i + 1]!.text)) return i + 2;
  if (list[i + 1]?.low === "phase" && /^(?:first|second|third|fourth|initial|1st|2nd|3rd)$/.test(t.low)) return i + 2;
  return undefined;
}

/** What goes on after a name that opens a sentence. */
const PREDICATES = new Set("is|has|was|will|plans|said|says|had|intends|expects|aims|makes|employs|announced|invested|posted|report|reports|reported|operates|operated|runs|ran|holds|held|owns|produces|produced|supplies|supplied|develops|developed|sells|sold|ships|shipped|started|began|became|moved|raised|won|received|completed|launched|unveiled|built|builds|acquired|bought|leads|led|hosts|hosted|houses|counts|covers|spans|boasts|attracted|attracts|drew|generates|generated|contributes|contributed|accounts|ranks|grew|rose|would|could|should|may|itself|today|currently|already|recently|to|which|signed|can|also|now|and|opened|,|'|district|county|city|province|village|town|university|institute|institute's".split("|"));

/** A single capitalised common word that opens a sentence ("Revenue", "High-tech enterprise") is no name. */
function loneOpener(list: Token[], i: number, s: string): boolean {
  // No more than a mark and an opening quote may stand before the word.
  const opens = i === 0 || ".!?:;".includes(list[i - 1]!.text) || i <= 2 && /^\s*(?:[-*•●■▪·]\s*)?["“]?$/.test(s.slice(0, list[i]!.start));
  const next = list[i + 1];
  if (!opens || !next || next.cap || next.text === "(") return false;
  if (list[i]!.word.code) return false;
  if (list[i]!.word.common || (list[i]!.low.endsWith("ed") && /^[a-z]+ed$/.test(list[i]!.low) && (next.text === "," || next.low === "by" || next.low === "and"))) return true; // "Designed, developed and built by …"
  if (EN_PLACES.has(list[i]!.low) || list[i]!.low === "photonics" || list[i]!.low === "optoelectronics") return false;
  if (OF_FIELD.has(next.low) && PINYIN.test(list[i]!.low)) return false; // "Lanwan photoelectric industry park"
  if (next.low === "of") return !/^(?:university|institute|academy|college|school|city|town|county|district|state|province|ministry|department|bank|board|bureau|office|council|centre|center|valley|port|republic|kingdom)$/.test(list[i]!.low) && list[i + 2]?.cap !== true;
  return !PREDICATES.has(next.low);
}

/** Two syllables or three of a Chinese name in Latin letters. */
const PINYIN = /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])(?:i?ang|i?ong|u?ang|eng|ing|iao|ian|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)){2,3}$/;
const OF_FIELD = new Set("photoelectric optoelectronic photonics optoelectronics industry industrial semiconductor lighting laser light".split(" "));

/** A capitalised function word still belongs to a name when a name goes on ("First Light Fund"). */
function continuesName(list: Token[], i: number): boolean {
  return i > 0 && list[i + 1]?.cap === true && !NOT_NAME.has(list[i + 1]!.low) && /^(?:first|second|third|south|north|east|west|general)$/.test(list[i]!.low);
}

/** The end of a run of capitalised words, with "of", "the", "and", "&" inside where a name goes on. */
function runEnd(list: Token[], from: number): number {
  let i = from + 1;
  for (; i < list.length && i - from < 16; ) {
    const t = list[i]!;
    if (owning(list[i - 1]!)) break;
    if (list[i - 1]!.text === "." || (LEGAL.test(list[i - 1]!.low) && i - from >= 2 && t.text !== "(") || t.start - list[i - 1]!.end >= 3) break;
    if (t.cap && !(NOT_NAME.has(t.low) && /^(?:the|it|in|at|he|she|this|currently|rmb|by|on|reporter|will)$/.test(t.low))) {
      i++;
      continue;
    }
    if (t.text === "(" && list[i + 2]?.text === ")" && /^[A-Z]{2,8}$/.test(list[i + 1]!.text) && (list[i + 3]?.cap || (list[i + 3] && list[i + 3]!.word.kind))) {
      i += 3;
      continue;
    }
    if (/^\d{4}$/.test(t.text) && list[i + 1]?.text !== "," && (list[i - 1]!.word.kind === "Expo" || /^[A-Z]{3,}$/.test(list[i - 1]!.text))) {
      i++;
      continue;
    }
    if (/^\d{1,3}$/.test(t.text) && /^(?:fab|building|plant|hall|tower|factory)$/.test(list[i - 1]!.low) && i <= from + 2) {
      i++; // "Fab 42"
      continue;
    }
    // "Acme Optoelectronics (China) Co. , Ltd.": scanned and translated names are set apart.
    const legal = legalEnd(list, i);
    if (legal > 0) return legal;
    if (!JOIN.has(t.low)) break;
    const k = list[i + 1]?.low === "the" ? i + 2 : i + 1;
    const next = list[k];
    if (!next?.cap || NOT_NAME.has(next.low)) break;
    if (t.low === "and" || t.low === "&") {
      const headed = list[i - 1]!.word.kind !== undefined && list[i - 1]!.word.kind !== "Firm";
      if (t.low === "and" && (headed || EN_PLACES.has(list[i - 1]!.low) || !andJoins(list, from, i, k))) break;
    } else if (t.low === "for" ? !list.slice(from, i).some((x) => /^(?:Institute|Lab)$/.test(x.word.kind ?? "")) : t.low !== "of" || EN_PLACES.has(list[i - 1]!.low)) break;
    i = k + 1;
  }
  return i;
}

/** "Kilmore's Batu Park": an owner stands before its own; "People's Government" is one name. */
const owning = (t: Token): boolean => t.word.raw.length === t.text.length + 2 && t.word.raw.endsWith("'s") && !/^(?:people|women|men|children|worker|farmer|king|queen)$/.test(t.low);

/** What a firm's name ends in. */
const LEGAL = /^(?:ltd|inc|llc|gmbh|plc)$/;

/** Where "(China) Co. , Ltd" that goes on a name ends, or 0. */
function legalEnd(list: Token[], i: number): number {
  let j = list[i]!.text === "(" && list[i + 2]?.text === ")" && list[i + 1]!.cap ? i + 3 : i;
  if (list[j]?.low === "co" || list[j - 1]?.low === "co") {
    if (list[j]?.low === "co") j++;
    while (j < i + 7 && /^[.,]$/.test(list[j]?.text ?? "")) j++;
    return list[j]?.low === "ltd" || list[j]?.low === "inc" ? j + 1 : 0;
  }
  return 0;
}

/** "Economic and Technological Development Zone", "University of Science and Technology", but not "Acme and Beta". */
function andJoins(list: Token[], from: number, and: number, next: number): boolean {
  for (let j = from; j < and; j++) if (list[j]!.low === "of" && j > from) return true;
  // "Acme Optics and Calder University": a firm and a university beside it.
  if (and - from >= 2 && HEAD[list[and - 1]!.low] === "Firm" && list.slice(next + 1, next + 4).some((t) => t.cap && (t.low === "university" || t.low === "college"))) return false;
  for (let j = next; j < Math.min(list.length, next + 6) && list[j]!.cap; j++) {
    const type = list[j]!.word.kind;
    if (type && type !== "Firm") return true;
  }
  return false;
}

/** Where a street's name that begins at `i` ends, or 0. */
function streetAt(list: Token[], i: number): number {
  for (let j = i; j < Math.min(list.length, i + 4) && list[j]!.cap; j++) if (j > i && /^(?:avenue|ave|street|road|boulevard|blvd|highway|lane|parkway)$/.test(list[j]!.low)) return /^(?:[A-Z])/.test(list[j + 1]?.text ?? "") ? 0 : j + 1;
  return 0;
}

/** What may stand between a measure and the noun it describes, telling nothing of its name. */
const SIZED = /^(?:,|new|modern|purpose-built|purpose|built|state-of-the-art|(?:multi|two|three|four|single|double)-[a-z]+|manufacturing|production|industrial)$/;

/** "the 300,000-square-meter plant": the place of the noun that a determiner and a measure describe, or 0. */
function afterMeasure(list: Token[], i: number): number {
  if (!"0123456789$€£¥".includes(list[i + 1]?.text[0] ?? " ")) return 0;
  for (let j = i + 2; j < Math.min(list.length, i + 9); j++) {
    const low = list[j]!.low;
    if (/^(?:plant|facility|building|factory|fab|campus|project|park|base|center|centre|headquarters|complex)$/.test(low)) return j;
    if (!/^\d/.test(low) && !SIZED.test(low) && !list[j]!.word.unit && !/^(?:[-.,]|million|billion|thousand|yuan|rmb|dollar|euro|mu|meters?|metres?|kilometers?)$/.test(low)) return 0;
  }
  return 0;
}

/** A lower-case participle is a verb here. */
const verbal = (t: Token): boolean => !t.cap && t.word.verbal;

/** A lower-case head noun after a capitalised run belongs to the name: "Qingshan district", "Torch industrial park". */
function extendHead(list: Token[], end: number, from = end - 1): number {
  if (owning(list[end - 1]!) || end - from === 1 && pointsBack(list, from, end)) return end; // "the Zone hire an institute"
  let head = end;
  for (let j = end; j < Math.min(list.length, end + 8); j++) {
    const t = list[j]!;
    if (t.text === "(" && list[j + 2]?.text === ")") {
      j += 2;
      continue;
    }
    if (!t.word.letters || (t.word.breaks && t.low !== "building") || (t.cap && NOT_NAME.has(t.low)) || verbal(t)) break;
    const type = t.word.kind;
    if (type === "Cluster" && OF_TRADE.test(list[j + 1]?.low ?? "")) break;
    if (type && (type !== "Firm" || /^(?:optoelectronics|photoelectric|technology|electronics|photonics|semiconductor|opto)$/.test(t.low)) && type !== "FirmNoun" && (type !== "Market" || (j === end && /^[A-Z]*(?:LEDs?|LCD|[A-Z]{2,})$/.test(list[end - 1]!.text)))) head = j + 1;
    else if (j - head > 4) break;
  }
  return head;
}

/** "the Park", "the Zone": one capitalised head noun after a determiner points back. */
function pointsBack(list: Token[], from: number, end: number): boolean {
  return end - from === 1 && list[from]!.word.kind !== undefined && list[from]!.word.kind !== "" && DETERMINER.has(list[from - 1]?.low ?? "");
}

function typeOf(list: Token[], from: number, end: number): string {
  const last = list[end - 1]!;
  // "South Bay Industrial Base Project of Acme Optoelectronics": the head stands before the first "of".
  const of = list.findIndex((t, k) => k > from && k < end && t.low === "of");
  const headed = of > from ? list[of - 1]!.word.kind : undefined;
  if (headed && /^(?:Project|Park|Zone|Institute|Lab|Building|Fund|Expo|Policy|ParkPhase|Cluster)$/.test(headed)) return headed;
  for (let j = end - 1; j >= from; j--) {
    const low = list[j]!.low;
    if (/^(?:photonics|optics|optoelectronics|led|leds|laser|lasers|oled|semiconductors?)$/.test(low) && j === end - 1 && j > from && (list.slice(from, j).every((t) => EN_PLACES.has(t.low) || DEMONYM.test(t.text)) || list[j - 1]!.end < list[j]!.start - 1)) return "Cluster";
    if (/^(?:photonics|optics|optoelectronics)$/.test(low) && j === end - 1 && list.slice(from, j).every((t) => EN_PLACES.has(t.low))) return "Cluster";
    if (/^(?:photonics|west|europe|asia|china|shanghai|expo|quantum)$/.test(low) && j === end - 1 && /\b(?:World of|Laser World|Photonics West|Photonics Europe|Photonics Asia|Light \+|SEMICON)/.test(list.slice(from, end).map((t) => t.text).join(" "))) return "Expo";
    if (HEAD[low] && (j === end - 1 || HEAD[low] !== "Firm")) {
      // The head of "University of X" stands before "of"; that of "X Institute" stands last.
      const ofAfter = list[j + 1]?.low === "of" || j === end - 1 || /^(?:\d{4}|[ivx]+|[A-Z])$/.test(list[j + 1]?.low ?? "");
      if (ofAfter || list[j + 1]!.start >= last.start) return HEAD[low] === "FirmNoun" ? "Firm" : HEAD[low]!;
    }
  }
  if ((last.low === "week" || last.low === "days") && end - from >= 2) return "Event"; // "Northbank Light Week"
  if (last.low === "area" && end - from >= 2) return /^(?:new|economic|development|scenic|bay|free)$/.test(list[end - 2]!.low) ? "Zone" : "Region";
  if (end - from <= 3 && /^(?:in|at|near)$/.test(list[from - 1]?.low ?? "") && !list.slice(from, end).some((t) => t.word.kind) && !(end - from === 1 && /^[A-Z]{2,6}$/.test(last.text) && !EN_PLACES.has(last.low))) return "Region";
  if (end - from >= 2 && end - from <= 4 && /^(?:western|eastern|northern|southern|central|upstate|greater)$/.test(list[from]!.low)) return "Region";
  const whole = list.slice(from, end).map((t) => t.low).join(" ");
  if (/^(?:u\.s|us|u\.k|uk|eu|usa)$/.test(whole)) return /^(?:\.|dollars?)$/.test(list[end]?.low ?? "") && /^dollars?$/.test(list[end]!.low === "." ? (list[end + 1]?.low ?? "") : list[end]!.low) ? "" : "Region"; // "70.5 million U.S. dollars"
  if (EN_PLACES.has(whole)) return "Region";
  // "Acme Wuxi" is the branch of a firm, "East China" a place.
  if (EN_PLACES.has(last.low)) return end - from === 1 || EN_PLACES.has(list[from]!.low) || DEMONYM.test(list[from]!.text) || OF_PLACE.test(list[from]!.low) || list[end - 2]!.low === "of" ? "Region" : "Firm";
  if (PLURAL.test(last.low)) return last.low === "provinces" ? "Region" : "";
  if (/^(?:daily|online|news|times|herald|gazette|newswire|xinhua|reuters|magazine|weekly|journal|newspaper|bloomberg|xinhuanet)$/.test(last.low) && (end - from > 1 || /^(?:xinhua|reuters|bloomberg|xinhuanet)$/.test(last.low))) return ""; // who reports it
  if (end - from === 1 && (/^[A-Z]{2,5}s$/.test(last.text) || /^(?:ltd|inc|co|east|west|north|south)$/.test(last.low))) return "";
  if (end - from === 1 && (/^(?:led|cmos|vr|ar|ai|ic|oled|lcd|r|d|gdp|gva|sme|smes|mocvd|vcsel|vcsels|tft|amoled|qled|lcos|dlp|lidar|uvc|pcba|fpc|mems|soc|asic|dfb|csp|smd|ito|iot|agv|phd|ceo|it|ict|rmb|usd|cny|mt|gan|sic|uv|ev|pcb|cob|mini|micro|5g|mou|r&d)$/.test(whole) || whole.length < 3)) return "";
  return "Firm";
}

/** What opens the name of a part of a country or a town. */
const OF_PLACE = /^(?:north|south|east|west|northern|southern|eastern|western|central|north-?east|north-?west|south-?east|south-?west|northeastern|northwestern|southeastern|southwestern|upstate|greater|metro|metropolitan|mainland|downtown|inner|outer|upper|lower|new|old|rural|republic)$/;
/** Several things of a kind are none of them: "Research Centres". */
const PLURAL = /^(?:centres|centers|parks|zones|institutes|projects|plants|companies|enterprises|cities|districts|bases|firms|factories|programmes|programs|funds|fairs|exhibitions|conferences|provinces|regions|clusters)$/;
const OVERALL = new Set(["whole", "entire", "overall", "said", "same", "above"]);

/** A lower-case phrase with a telling head: "the park", "electronic information (LED) industry", "urban development fund". */
function lowerPhrase(list: Token[], i: number, artless: boolean): { from: number; end: number; type: string; definite: boolean } | undefined {
  const first = list[i]!;
  const determined = first.word.determiner;
  const opener = artless && i === 0 && first.cap && /^(?:industrial|industry|project|company|exhibition)$/.test(first.low); // "Industry park plan …"
  if (!first.word.letters || (!determined && (first.word.breaks || (first.cap && !opener)))) return undefined;
  let from = determined ? i + 1 : i;
  if (from > i && OVERALL.has(list[from]?.low ?? "")) from++;
  if (list[from]?.cap && from > i) return undefined; // a capitalised name follows the determiner
  let head = -1;
  for (let j = from; j < Math.min(list.length, from + 9); j++) {
    const t = list[j]!;
    if (t.text === "(" && list[j + 2]?.text === ")") {
      j += 2;
      continue;
    }
    if (t.text === "&" || (t.low === "and" && head < 0 && list[j + 1] && !list[j + 1]!.word.breaks && j > from)) continue;
    if (j > from && head < 0 && t.cap && /^[A-Z][a-z]/.test(t.text)) return undefined; // "visited Acme Park": a name begins here
    const noun = (t.low === "building" && !/^(?:the|an?|its|their)$/.test(list[j + 1]?.low ?? "")) || ((t.low === "plan" || t.low === "support") && list[j + 1]?.low !== "to" && !(artless && head >= 0) && (j > from || determined) && t.word.kind !== undefined);
    if (!t.word.letters || (t.word.breaks && !noun) || (t.cap && j > from && head >= 0) || (j > from && verbal(t))) break;
    const kind = t.word.kind;
    // In lower case "optoelectronics" and "lighting" are fields, not firms.
    if (kind && kind !== "FirmNoun" && (kind !== "Firm" || /^(?:company|corporation|firm|group|maker|manufacturer|enterprise)$/.test(t.low))) head = j;
    else if (head >= 0) break;
  }
  if (head < 0) return undefined;
  if (from === i && list[from]!.word.unit) return undefined;
  if ((list[head]!.word.kind === "Cluster" || list[head]!.word.kind === "Market") && OF_TRADE.test(list[head + 1]?.low ?? "")) return undefined;
  if (list[head]!.low === "base" && /^(?:training|teaching|customer|data|user|talent|knowledge|client|supply|tax)$/.test(list[head - 1]?.low ?? "")) return undefined;
  if (list[head]!.low === "building" && /^(?:area|cost|costs|height|density|materials?|period|permit|works?)$/.test(list[head + 1]?.low ?? "")) return undefined; // "building area of 150,000 square meters"
  const type = list[head]!.word.kind!;
  const bare = head === from;
  if (type === "Project" && !determined && head > from && list.slice(from, head).every((t) => /^(?:key|major|big|large|investment|construction|industrial|important|new|first|batch|of|industry|supporting|provincial|municipal|national|district|city|level|start|various|concentrated)$/.test(t.low))) return undefined; // a class of projects
  if (type === "Policy" && !determined && head > from && list.slice(from, head).every((t) => /^(?:annual|yearly|investment|work|construction|this|overall)$/.test(t.low))) return undefined; // "annual plan investment"
  if (type === "Firm" && !determined && !(artless && bare)) return undefined;
  if (type === "Expo" && !determined && list.slice(from, head).every((t) => /^(?:trade|industry|annual|international|biennial|professional)$/.test(t.low))) return undefined; // "trade fair visitors"
  const meant = artless && !determined && bareMeant(list, from, head);
  if (bare && !determined && !meant && (type !== "Building" || list[head]!.low === "headquarters")) return undefined;
  if (determined && bare && /^(?:organi[sz]ation|management|manager|office|association|network|members|firms|companies|representatives?|director|spokes\w+|officials?|committee|agency|authority)$/.test(list[head + 1]?.low ?? "")) return undefined;
  const repeated = determined && (type === "Expo" || type === "Event") && list.slice(from, head).every((t) => /^(?:(?:\w+|\d)-day|annual|biennial|trade|same|latest|inaugural|next|upcoming|coming|forthcoming|previous|last)$/.test(t.low));
  const plain = determined && head > from && list.slice(from, head).every((t) => /^(?:existing|new|current|present|planned|proposed|completed|modern|massive|huge|larger|bigger|sprawling|latest|state-of-the-art|multi-[a-z]+|two-[a-z]+|three-[a-z]+|[a-z]+-stor(?:e?y|ied)|\w+-floor|purpose-built)$/.test(t.low));
  const generic = repeated || list.slice(from, head).every((t) => /^(?:industrial|industry|large|major|key|entire|existing|local|domestic|global|whole|big|national|overall|total|-based)$/.test(t.low) || /-based$/.test(t.low));
  if (type === "Firm" && !bare && !generic && !list.slice(from, head).some((t) => /-based$/.test(t.low))) return undefined;
  return { from, end: head + 1, type: type === "Event" && list[head]!.low === "workshop" ? "Building" : type, definite: meant || determined && (bare || type === "Firm") || (generic && (type === "Cluster" || type === "Market" || repeated)) || plain };
}

/** Nouns that machine translation uses bare for the one thing spoken of. */
const ONE_OF_TEXT = /^(?:project|company|park|base|zone|exhibition|exposition|expo|fair|show|plant|factory|institute|corridor)$/;
/** Before them: another noun is meant by it, or one of many. */
const ONE_OF_MANY = /^(?:a|an|one|each|every|any|no|per|such|some|many|several|other|another|all|key|build|construct|create|establish|newly|start|sign|signed|introduce|introduced|attract|major|batch)$/;
const OF_STAFF = /^(?:managers?|management|leaders?|team|staff|website|profile|news|culture|hall|name|company|group|party)$/;

/** "project will …", "after industrial park complete": in a text without articles, a noun with nothing of its own before it. */
function bareMeant(list: Token[], from: number, head: number): boolean {
  if (!ONE_OF_TEXT.test(list[head]!.low) || !list.slice(from, head).every((t) => /^(?:industrial|industry|whole|entire)$/.test(t.low))) return false;
  const prev = list[from - 1];
  const next = list[head + 1]?.low ?? "";
  if (/^\d/.test(list[head + 1]?.text ?? "") || (/^(?:total|is|are|reach|have|number)$/.test(next) && /^\d/.test(list[head + 2]?.text ?? ""))) return false; // "start project total 14"
  return !OF_STAFF.test(next) && (prev === undefined || (!ONE_OF_MANY.test(prev.low) && !/^\d/.test(prev.text) && (prev.word.breaks || !prev.word.letters || /^(?:complete|completed|whole)$/.test(prev.low))));
}

function add(found: Mention[], list: Token[], from: number, end: number, type: string, s: string, definite: boolean): void {
  const start = list[from]!.start;
  const stop = list[end - 1]!.end;
  let before = from - 1;
  if (before >= 0 && owning(list[before]!)) while (before >= 0 && list[before]!.cap) before--; // "in Kilmore's Batu Park"
  const prev = list[before]?.low === "the" || list[before]?.low === "a" ? list[before - 1]?.low : list[before]?.low;
  found.push({ start, end: stop, name: s.slice(start, stop), type, definite, oblique: prev !== undefined && PREP.has(prev), weak: type === "Firm" && !definite && end - from === 1 });
}
