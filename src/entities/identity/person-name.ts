/**
 * Names of persons compared: order of parts, initials, spelling and transliteration, nicknames of one given name. Nothing is stored.
 * Invariant: symmetric; two names that share no part never match.
 */
import { decide, probability } from "./compare.ts";
import { lexicon } from "./lexicon.ts";
import type { Comparison, MatchFeature } from "./model.ts";
import { flawsOf, foldText, hasHan, latinText } from "./normal.ts";
import { foldSound } from "./bridge.ts";
import { cutSyllables, pinyinOf, readings } from "./pinyin.ts";
import { editDistance, nameSimilarity } from "./string-distance.ts";

const TITLES = new Set(["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "hon", "rev", "gen", "general", "col", "colonel", "capt", "captain", "sheikh", "shaikh", "sheik", "haji", "hajj", "hajji", "mullah", "maulavi", "mawlawi", "ayatollah", "imam", "president", "chairman", "minister", "senator", "king", "queen", "prince", "princess", "don", "dona", "frau", "herr", "mme", "phd", "md", "esq"]);
const GENERATION = new Map([["jr", "2"], ["junior", "2"], ["sr", "1"], ["senior", "1"], ["ii", "2"], ["iii", "3"], ["iv", "4"]]);
const PARTICLES = new Set(["de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "ten", "zu", "zum", "al", "el", "ul", "ad", "ash", "as", "bin", "ibn", "ben", "bint", "abu", "y", "e", "san", "st", "af", "av", "ould", "wa", "dit"]);

const ARTICLES = new Set(["al", "el", "ul", "ibn", "abu", "bin"]);

/** One given name in several languages; weaker than a short form, since people seldom change it. */
const SISTER_FORMS = `johann johannes john jean juan giovanni ivan jan hans joao yohanan|karl carl charles carlos carlo|wilhelm william guillaume guillermo|heinrich henry henri enrique enrico|peter pierre pedro pietro pyotr petr pjotr|
paul pablo paolo pavel|joseph josef jose giuseppe|michael michel miguel michele mikhail|nicolaus nicholas mikolaj nikolaus nicolas nikolai|george georg jorge giorgio georges|francis francois francisco francesco franz|
alexander alessandro alejandro alexandre aleksandr oleksandr|andrew andrei andrey andre andreas andrea|stephen stefan etienne esteban|louis ludwig luis luigi|james jacques jacob jakob diego|maria marie mary|catherine katharina ekaterina caterina|elizabeth elisabeth isabel|helen elena helena|anna anne ana hanna`;

/** Customary short forms of given names, general knowledge; each line one name. */
const SHORT_FORMS = `robert bob bobby rob robbie bert|william bill billy will willy liam|richard dick rick richie rich|james jim jimmy jamie|john jack johnny jon jonny|
michael mike mick mickey misha mikhail|charles charlie chuck|edward ed eddie ted ned|thomas tom tommy|joseph joe joey|daniel dan danny|david dave davey|anthony tony|
alexander alex alec sasha aleksandr alexandre alejandro|benjamin ben benny|christopher chris|matthew matt|nicholas nick nicolas nikolai|patrick pat paddy|peter pete|samuel sam sammy|
stephen steve steven stefan|andrew andy drew|gregory greg|jeffrey jeff geoffrey geoff|kenneth ken kenny|lawrence larry laurence|leonard len lenny|ronald ron ronnie|donald don donnie|
timothy tim|vincent vince|walter walt wally|francis frank|frederick fred freddy friedrich|gerald gerry jerry|harold harry hal|henry hank harry heinrich|albert al bert|alfred alf fred|arthur art|
elizabeth liz beth betty lisa eliza bess|margaret maggie meg peggy|katherine kate kathy cathy catherine katie|mary molly|susan sue susie|patricia pat patty tricia|jennifer jen jenny|
barbara barb|deborah deb debbie|dorothy dot dolly|rebecca becky|victoria vicky|christina tina chris|alexandra alex sandra sasha|theodore ted teddy theo|abraham abe|joshua josh|nathaniel nate nathan|
vladimir volodymyr vova volodya|dmitry dima dmitri|yevgeny evgeny eugene zhenya|sergey sergei serge|ivan vanya|pavel pasha|aleksey alexei alexey|yuri yuriy yury iurii|muhammad mohammed mohamed mohammad muhammed mohamad muhamed mehmet|
ahmad ahmed|hussein husain hussain husayn hossein|ali aly|hassan hasan|youssef yusuf yousef josef|abdullah abdallah|ibrahim ebrahim|omar umar|othman osman uthman|mahmoud mahmud`;

const nicknames = new Map<string, Set<number>>();
SHORT_FORMS.split("|").forEach((line, i) => { for (const n of line.trim().split(/\s+/)) { const s = nicknames.get(n) ?? new Set<number>(); s.add(i); nicknames.set(n, s); } });

const sisters = new Map<string, number>();
SISTER_FORMS.split("|").forEach((line, i) => { for (const n of line.trim().split(/\s+/)) if (!sisters.has(n)) sisters.set(n, i); });

interface Person { parts: string[]; generation: string; comma: boolean; particles: string[] }

function readPerson(raw: string): Person {
  let folded = foldText(raw).replace(/\(.*?\)/g, " ");
  const comma = folded.includes(",");
  if (hasHan(folded)) {
    const text = folded.replace(/[^\p{L}\p{N}]+/gu, "");
    const surname = SURNAMES_TWO.has(text.slice(0, 2)) ? 2 : 1;
    return { parts: [pinyinOf(text.slice(0, surname)).join(""), pinyinOf(text.slice(surname)).join("")].filter((p) => p !== ""), generation: "", comma: false, particles: [] };
  }
  folded = folded.replace(/(\p{L})-(\p{L})/gu, "$1 $2").replace(/(\p{L})\.(?=\p{L})/gu, "$1 ").replace(/['’`´ʻʼ]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const words = latinOf(folded).split(" ").filter((w) => w !== "");
  const parts: string[] = [], particles: string[] = [];
  let generation = "";
  words.forEach((w, i) => {
    if (GENERATION.has(w) && i > 0) generation = GENERATION.get(w)!;
    else if (TITLES.has(w) && words.length > 2) return;
    else if (PARTICLES.has(w) && words.length > (ARTICLES.has(w) ? 1 : 2)) particles.push(w);
    else parts.push(w);
  });
  return { parts, generation, comma, particles };
}

/** Words of any script in Latin letters, single initials kept apart. */
function latinOf(folded: string): string {
  return folded.split(" ").map((w) => latinText(w).replaceAll(" ", "")).join(" ");
}

const SURNAMES_TWO = new Set(["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "南宫", "长孙", "宇文"]);

/** Spellings of one sound across languages folded together, for likeness only. */
export function personSound(word: string): string {
  return word.replace(/^mc/, "mac").replace(/sch|shch|tsch|sh/g, "S").replace(/tch|ch|cz|tsh|č/g, "C").replace(/ph/g, "f").replace(/kh|gh/g, "k").replace(/th/g, "t").replace(/dh/g, "d")
    .replace(/zh|dj|j/g, "J").replace(/ts|tz|z/g, "s").replace(/x/g, "ks").replace(/qu?|ck|c/g, "k").replace(/w/g, "v").replace(/ou|oo/g, "u").replace(/ee|ie|ei|iy|yy|ij|ii|y/g, "i").replace(/ae|ai|ay/g, "e")
    .replace(/oe|eu/g, "o").replace(/ff/g, "f").replace(/h(?=[^aeiou]|$)/g, "").replace(/(.)\1+/g, "$1").replace(/e$/, "").toLowerCase();
}

/** Likeness of two parts, 0..1. */
function partLikeness(a: string, b: string): { quality: number; how: string } {
  if (a === b) return { quality: 1, how: "equal" };
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? { quality: 0.5, how: "initial" } : { quality: 0, how: "" };
  const na = nicknames.get(a), nb = nicknames.get(b);
  if (na && nb) for (const n of na) if (nb.has(n)) return { quality: 0.85, how: "form of one name" };
  const sa = personSound(a), sb = personSound(b);
  const short = Math.min(a.length, b.length);
  if (sa === sb && short >= 3) return { quality: 0.93, how: "same sound" };
  const ka = sisters.get(a), kb = sisters.get(b);
  if (ka !== undefined && ka === kb) return { quality: 0.72, how: "one name in two languages" };
  if (a.length <= 7 && /a$/.test(a) !== /a$/.test(b) && a.slice(0, -1) === b.slice(0, -1) && /[ao]$/.test(a) && /[ao]$/.test(b)) return { quality: 0.56, how: "other gender's form" };
  if (short >= 5 && /^[gkqc]/.test(sa) && /^[gkqc]/.test(sb) && sa.slice(1) === sb.slice(1)) return { quality: 0.8, how: "same sound" };
  const d = editDistance(a, b, 3), ds = editDistance(sa, sb, 3);
  if (short >= 5 && d === 1) return { quality: 0.88, how: "one letter" };
  if (short >= 4 && (d === 1 || ds === 1) && a[0] === b[0]) return { quality: short >= 5 ? 0.8 : 0.62, how: "near" };
  if (short >= 7 && Math.min(d, ds) <= 2 && sa[0] === sb[0]) return { quality: 0.75, how: "near" };
  if (short >= 5 && sa.replace(/[aeiou]/g, "") === sb.replace(/[aeiou]/g, "") && sa[0] === sb[0]) return { quality: 0.72, how: "same consonants" };
  if (short >= 5 && cutSyllables(a) !== undefined !== (cutSyllables(b) !== undefined) && editDistance(foldSound(a), foldSound(b), 2) <= 1 && foldSound(a).length >= 4) return { quality: 0.74, how: "older spelling of Chinese" };
  if (short >= 6 && nameSimilarity(sa, sb) > 0.93) return { quality: 0.65, how: "near" };
  return { quality: 0, how: "" };
}

interface Hit { i: number; j: number; quality: number; how: string; span: number }

function hits(a: string[], b: string[]): Hit[] {
  const out: Hit[] = [];
  a.forEach((x, i) => b.forEach((y, j) => {
    const l = partLikeness(x, y);
    if (l.quality > 0) out.push({ i, j, ...l, span: 1 });
    // Given names written together or apart: Xiao Ping, Xiaoping.
    if (i + 1 < a.length && x.length > 1 && a[i + 1]!.length > 1 && y.length > 3) { const two = partLikeness(x + a[i + 1], y); if (two.quality >= 0.74) out.push({ i, j, quality: two.quality, how: "written apart", span: 2 }); }
    if (j + 1 < b.length && y.length > 1 && b[j + 1]!.length > 1 && x.length > 3) { const two = partLikeness(x, y + b[j + 1]); if (two.quality >= 0.74) out.push({ i, j, quality: two.quality, how: "written apart", span: -2 }); }
  }));
  return out.sort((x, y) => y.quality * Math.abs(y.span) - x.quality * Math.abs(x.span) || Math.abs(x.i - x.j) - Math.abs(y.i - y.j) || x.i + x.j - y.i - y.j);
}

/** Bits by likeness: agreement of a full part is surprising, of an initial hardly. */
function bitsOf(quality: number, length: number): number {
  if (quality === 0.5) return 1.5;
  return (quality - 0.55) * 2.2 * Math.min(8, 3 + length * 0.7);
}

/** Compare two persons' names. `decision` is "link" from the threshold on. */
export function comparePersons(a: string, b: string, thresholds = { link: 0.5, review: 0.2 }): Comparison {
  const flip = a > b;
  const [x, y] = flip ? [readPerson(b), readPerson(a)] : [readPerson(a), readPerson(b)];
  const features: MatchFeature[] = [];
  const add = (name: string, weight: number, p: string, q: string, detail?: string) => {
    const w = Math.round(weight * 1000) / 1000;
    if (w !== 0) features.push({ name, weight: w, a: flip ? q : p, b: flip ? p : q, ...(detail ? { detail } : {}) });
  };
  if (x.parts.length === 0 || y.parts.length === 0 || flawsOf(a).includes("empty") || flawsOf(b).includes("empty")) return { weight: 0, score: 0, decision: "no_link", features, veto: "" };
  const usedX = new Set<number>(), usedY = new Set<number>();
  let full = 0, initials = 0, weak = 0;
  for (const h of hits(x.parts, y.parts)) {
    const is = h.span === 2 ? [h.i, h.i + 1] : [h.i], js = h.span === -2 ? [h.j, h.j + 1] : [h.j];
    if (is.some((i) => usedX.has(i)) || js.some((j) => usedY.has(j))) continue;
    is.forEach((i) => usedX.add(i)); js.forEach((j) => usedY.add(j));
    const p = is.map((i) => x.parts[i]).join(" "), q = js.map((j) => y.parts[j]).join(" ");
    if (h.how === "initial") initials++; else { full++; if (h.quality < 0.8) weak++; }
    add(h.how === "initial" ? "initial" : h.quality >= 0.99 ? "part_equal" : "part_alike", bitsOf(h.quality, Math.min(p.length, q.length)), p, q, h.how);
  }
  const restX = x.parts.filter((_, i) => !usedX.has(i)), restY = y.parts.filter((_, j) => !usedY.has(j));
  const conflict = Math.min(restX.length, restY.length), extra = Math.abs(restX.length - restY.length);
  if (conflict > 0) add("part_conflict", -7 * conflict, restX.join(" "), restY.join(" "));
  const initialsOnly = [...restX, ...restY].every((w) => w.length === 1), sharedInitial = x.parts.some((w) => w.length === 1 && y.parts.includes(w));
  if (extra > 0 && conflict === 0 && initialsOnly && sharedInitial) add("initial_conflict", -8, x.parts.join(" "), y.parts.join(" "));
  else if (extra > 0) add("part_extra", conflict > 0 ? -0.5 * extra : full + initials >= 2 ? -0.9 * extra : -6 - extra, restX.join(" "), restY.join(" "));
  if (full === 0) add("no_full_part", -6, x.parts.join(" "), y.parts.join(" "));
  if (weak >= 2) add("all_uncertain", -1.5, x.parts.join(" "), y.parts.join(" "));
  if (x.generation !== y.generation && x.generation !== "" && y.generation !== "") add("generation_conflict", -8, x.generation, y.generation);
  if (x.parts.length === 1 && y.parts.length === 1 && full === 1 && x.parts[0] === y.parts[0]) add("only_part", 4, x.parts[0]!, y.parts[0]!);
  const weight = Math.round(features.reduce((s, f) => s + f.weight, 0) * 1000) / 1000;
  const score = probability(weight - 7.5);
  features.sort((p, q) => Math.abs(q.weight) - Math.abs(p.weight));
  return { weight, score, decision: decide(score, "", thresholds), features, veto: "" };
}

/** Does a name look like a person's: two to five parts, no legal form, no word of trade or place. */
export function looksLikePerson(raw: string): boolean {
  const folded = foldText(raw);
  if (/\d|&/.test(folded)) return false;
  if (hasHan(folded)) return /^\p{Script=Han}{2,4}$/u.test(folded) && COMMON_SURNAMES.includes(folded[0]!) && readings(folded[0]!).length > 0 && !/(公司|集团|银行|大学|中心|厂|院|所|会|社|科技|光电)$/u.test(folded);
  const lex = lexicon();
  const words = latinText(folded.replace(/,/g, " ")).split(" ").filter((w) => w !== "");
  if (words.length < 1 || words.length > 7 || (words.length === 1 && words[0]!.length < 3)) return false;
  return words.every((w) => GENERATION.has(w) || TITLES.has(w) || PARTICLES.has(w) || !isBusinessWord(w, lex)) && !["of", "the", "and", "for"].some((s) => words.includes(s));
}

const COMMON_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

function isBusinessWord(w: string, lex: ReturnType<typeof lexicon>): boolean {
  if (w.length > 2 && lex.latinForms.has(w)) return true;
  if (["ltd", "inc", "llc", "co", "plc", "gmbh", "ag", "sa", "spa", "bv", "nv", "corp", "oy", "ab", "as", "pt", "ooo", "oao"].includes(w)) return true;
  const kind = lex.english.get(lex.abbreviations.get(w) ?? w);
  return w.length > 3 && (kind === "trade" || kind === "body" || kind === "filler");
}
