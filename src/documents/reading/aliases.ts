// Short names and aliases: learnt where the text says so ("X（以下简称Y）", "X (ABC)"), and found again wherever they stand.
// Invariant: an alias always points at a fuller name that the text or the ledger gives.
import type { Context } from "./context.ts";
import type { KnownNames } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import type { Discourse } from "./discourse.ts";
import { opening } from "./pattern.ts";
import { EN_PLACES } from "./places.ts";

const SAYS = opening(/^(?:\.|,? ?(?:Ltd|Inc|LLC|Corp)\.?)?\s*[((]\s*(?:以下简称|下称|证券简称|股票简称|简称|又称|即|又名|hereinafter(?: referred to as)?|or|called|short name(?: is)?|short for|abbreviated as|abbreviation)?\s*[:"“'「]?\s*([A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff .&-]{1,24}?)\s*["”'」]?\s*[))]/);

/** Learns the aliases that the sentence declares behind its names. */
export function learnAliases(c: Context, discourse: Discourse): void {
  for (const m of c.mentions) {
    if (m.definite || m.type === "Region") continue;
    const said = SAYS.exec(c.fold, m.end, m.end + 50);
    if (!said) continue;
    const alias = said[1]!.trim();
    if (alias.length >= m.name.length && !/^[A-Z]/.test(alias)) continue;
    if (c.lang === "en" && !m.name.includes(" ") && alias.includes(" ")) continue; // "Forum (short name X EXPO 2016)": the name was cut
    if (/^\d+$|^(?:LED|CMOS|AR|VR|AI|IC|US|UK|EUR|USD|RMB|暂行|试行|吉林赛区)$|[赛试暂]|^\d/.test(alias)) continue;
    if (c.lang === "en" && (EN_PLACES.has(alias.toLowerCase()) || /^(?:For|By|From|Photo|Source|See)\b/.test(alias))) continue;
    const han = /[\u4e00-\u9fff]/.test(alias);
    if (han ? [...alias].filter((ch) => m.name.includes(ch)).length >= Math.min(2, alias.length) || /简称|下称|又称/.test(said[0]) : /^[A-Z][A-Za-z0-9 -]{1,15}$/.test(alias)) {
      const part = c.lang === "en" ? spelt(alias, m.name) : undefined;
      discourse.names.learnAlias(alias, part ?? m.name, part === undefined ? m.type : "Institute");
      if (part === undefined) discourse.names.declare(alias, m.name);
    }
    // "(CIOE 2019)": the letters alone stand for it too.
    const edition = /^([A-Z]{3,8}) (?:19|20)\d\d$/.exec(alias);
    if (edition && m.type === "Expo") discourse.names.learnAlias(edition[1]!, m.name, m.type);
  }
}

/** "Research Programme of Science Foundation Ireland (SFI)": the letters are those of the last name in it. Undefined where they are of the whole. */
function spelt(letters: string, name: string): string | undefined {
  const at = name.lastIndexOf(" of ");
  if (at < 0 || !/^[A-Z]{2,6}$/.test(letters)) return undefined;
  const part = name.slice(at + 4).replace(/^the /, "");
  return (part.match(/\b[A-Z]/g) ?? []).join("") === letters ? part : undefined;
}

/** What follows a name that is the subject of its clause. */
const OPENED = /^(?:共|已|将|正|现|去年|今年|全年|目前|累计|拥有|有[^限]|签|引进|是|实现|计划|新增|还|也|则|拟|要|工业|产值|规上|面积|的(?!话)|与[^会]|提出|力争|预计|一举|20|\d)/;

const FULL = /(?:全称|正式名称|官方名称)(?:为|是|叫做?|:)?[“"]?([\u4e00-\u9fffA-Za-z0-9()“”]{5,40}?)[”"]?(?=[,。;、]|$)|(?:full name (?:is|of which is)|officially (?:named|called|known as)) (?:the )?([A-Z][A-Za-z0-9 &'-]{5,80}?)(?=[,.;]|$)/;

/** "这个项目全称X": from here on the short name stands for X. Returns the full name so declared. */
export function declaredFullName(c: Context): { name: string; start: number; type: string } | undefined {
  if (c.lang === "zh" ? !c.fold.includes("称") : !c.low.includes("full name") && !c.low.includes("officially ")) return undefined;
  const said = FULL.exec(c.fold);
  const name = said?.[1] ?? said?.[2];
  if (!said || name === undefined) return undefined;
  const start = said.index + said[0].lastIndexOf(name);
  const type = c.mentions.find((m) => !m.definite && m.start < start + name.length && m.end === start + name.length)?.type;
  return type === undefined ? undefined : { name, start, type };
}

/** Adds the mentions of known names and aliases that the name finder did not see. */
export function addKnown(fold: string, mentions: Mention[], discourse: Discourse, known: KnownNames | undefined): Mention[] {
  const extra: Mention[] = [];
  const look = (name: string, type: string): void => {
    if (name.length < 2) return;
    for (let i = fold.indexOf(name); i >= 0; i = fold.indexOf(name, i + name.length)) {
      const end = i + name.length;
      if (/[A-Za-z]/.test(name[0]!) && /[A-Za-z]/.test(fold[i - 1] ?? "")) continue;
      if (/[A-Za-z]/.test(name[name.length - 1]!) && /[A-Za-z]/.test(fold[end] ?? "")) continue;
      extra.push({ start: i, end, name, type, definite: false, oblique: /(?:在|于|由|与|和|为|向|对|从|in|at|of|by|with|to) ?$/.test(fold.slice(Math.max(0, i - 5), i)), weak: false });
    }
  };
  for (const [alias, full] of discourse.names.aliasNames()) look(properCase(alias, fold), full.type);
  for (const [stem, full] of discourse.names.stems()) {
    for (let i = fold.indexOf(stem); i >= 0; i = fold.indexOf(stem, i + stem.length)) {
      const end = i + stem.length;
      if ((i === 0 || /[\s,。;:、“(日月年天]/.test(fold[i - 1]!)) && OPENED.test(fold.slice(end, end + 4))) extra.push({ start: i, end, name: full.name, type: full.type, definite: false, oblique: false, weak: false });
    }
  }
  if (known && known.size <= 5000) for (const [name, k] of known) look(name, typeof k === "string" ? k : k.type);
  if (extra.length === 0) return mentions;
  const kept = mentions.filter((m) => !extra.some((e) => e.start < m.end && m.start < e.end && e.end - e.start >= m.end - m.start));
  const fresh = extra.filter((e) => !kept.some((m) => e.start < m.end && m.start < e.end));
  return [...kept, ...fresh].sort((a, b) => a.start - b.start);
}

/** Aliases are remembered in lower case; the text may write them otherwise. */
function properCase(alias: string, fold: string): string {
  const i = fold.toLowerCase().indexOf(alias);
  return i < 0 ? alias : fold.slice(i, i + alias.length);
}
