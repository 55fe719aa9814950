// What a label, a heading or a row says its line or section is about.
// Invariant: a heading counts only where the text below takes its name up, or where a mark opens it and it names a project or a park; a label
// only before a colon at the head of its line.
import type { Context } from "./context.ts";
import type { Mention } from "./names-zh.ts";
import type { Sentence } from "./segment.ts";
import type { State } from "./state.ts";

/** What a label before a colon is when it is no name: the parts of a report, or what is measured. */
const NO_LABEL = /目标|任务|措施|概况|内容|情况|进展|时间|地点|日期|来源|电话|要点|意义|主题|单位|特点|背景|方案|原则|要求|如下|数据|显示|指出|表示|介绍|认为|消息|[说称道]$|原标题|标题|编辑|记者|责任|其中|包括|分别|合计|小计|注|现状|问题|短板|方向|亮点|看点|^\d+$/;

/** A mark that opens an entry of a list. */
const MARKED = /^[■●◆▲▶►★☆※【]/;

/** What opens an item of a list: "——", "•", "(二)", "3." and "3、". */
const ITEM = /^\s*(?:[—–-]{1,2}(?![\d\s])|[•▪·]\s?|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,2}、)/;

/** Items of one list are told of what was spoken of before the list: what an item brought up is not the next one's. */
export function listItem(state: State, s: Sentence): void {
  if (!s.first || s.row) return;
  if (!ITEM.test(s.fold)) {
    if (s.fold.trim().length > 0) state.items = undefined;
    return;
  }
  if (state.items === undefined) {
    state.items = { from: state.discourse.sentence, last: state.last };
    return;
  }
  state.discourse.setAside(state.items.from);
  state.last = state.items.last;
}

/** "■8.5代线", "“Light King” on show": a heading whose name the text below it takes up says what its section is about. */
export function sectionTopic(state: State, s: Sentence, c: Context): void {
  const text = s.fold.trim();
  const outline = /^(?:outline|overview|profile|summary|details|facts|key facts) (?:of|about|on) (?:the )?|(?:概况|概要|简介|基本情况)$/i;
  if (!s.row && s.first && !/[,.。:]/.test(text) && text.length <= 60 && outline.test(text)) {
    const of = c.mentions.find((m) => !m.definite);
    if (of) state.discourse.section = { name: of.name, type: of.type, outline: true };
    return;
  }
  if (s.row || !s.first || s.text.length !== s.fold.length || text.length > (c.lang === "zh" ? 24 : 60) || /[。.!?;,:]$/.test(text) || (c.figures.length > 0 && !MARKED.test(text)) || (s.heading && !MARKED.test(text))) return;
  state.discourse.section = undefined;
  const bare = text.replace(/^(?:[■●◆▲▶►★☆※【「『]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])\s*/, "").replace(/[】」』]$/, "");
  const quoted = /[“"]([^”"]{2,30})[”"]/.exec(bare)?.[1];
  const name = quoted ?? bare;
  if (name.length < 3 || (quoted === undefined && bare === text)) return;
  // "▶某公司年产5000万平方米偏光片生产线项目": a list of projects, each under its own name.
  if (MARKED.test(text) && /(?:项目|工程|基地|产业园|园区|生产线|园[A-Z]区)$/.test(name) && /[\u4e00-\u9fff]{4}/.test(name)) {
    state.discourse.section = { name, type: /(?:园|园区|基地)(?:[A-Z]区)?$/.test(name) ? "Park" : "Project" };
    c.mentions = [{ start: s.fold.indexOf(name), end: s.fold.indexOf(name) + name.length, name, type: state.discourse.section.type, definite: false, oblique: false, weak: false }];
    return;
  }
  const later = state.body().indexOf(name, Math.max(0, s.base - state.from + s.text.length));
  if (later < 0) return;
  const known = c.mentions.find((m) => m.name === name || m.name.includes(name));
  if (known?.definite === true || c.triggers.some((h) => h.triggers.some((t) => t.property !== "other_count" && t.weight >= 0.7) && h.end - h.start === name.length)) return;
  if (known === undefined && quoted === undefined && !/^[■●◆▲★※【「『]/.test(text)) return; // "二、高技术领域": a chapter, not a thing
  state.discourse.section = { name: known?.name ?? name, type: known?.type ?? "Project" };
}

/** "●某电子:本次扩厂…": all the line is about what stands before its colon. */
export function labelTopic(c: Context, first: boolean, row: boolean): void {
  const colon = c.heading ? -1 : c.low.indexOf(":");
  if (colon < 1 || colon > 60) return;
  const m = /^(\s*(?:[●•▪■◆▲★·※○◎*-]|\d{1,2}[.、)]|\(\d{1,2}\))?\s*)([^,。;:!?\d\s][^,。;:!?]{1,40}):\s*/.exec(c.fold);
  if (!m || (!row && !/^[^\s\d$€£¥约超近]/.test(c.fold.slice(m[0].length))) || (c.lang === "zh" && m[2]!.length > 22) || NO_LABEL.test(m[2]!) || (!row && c.fold.length - m[0].length < 8)) return;
  const start = m[1]!.length;
  const end = start + m[2]!.trimEnd().length;
  const bullet = row || m[1]!.trim() !== "";
  const named = c.mentions.find((x) => x.start <= start && x.end >= end - 1 && !x.definite) ?? c.mentions.find((x) => x.start === start && !x.definite && /^\([^)]*\)$/.test(c.fold.slice(x.end, end)));
  if (!(first || bullet) || (!named && (!bullet || (c.lang === "en" && !row && !/ |[A-Z].*[A-Z]/.test(m[2]!)) || !row && c.triggers.some((h) => h.start >= start && h.end <= end && end - start - (h.end - h.start) <= (c.lang === "zh" ? 4 : 14) && h.triggers.some((t) => t.property !== "other_count" && t.weight >= 0.7))))) return;
  const label: Mention = named && !row ? { ...named, label: true, oblique: false, weak: false } : { start, end, name: c.fold.slice(start, end), type: named?.type ?? "Firm", definite: false, oblique: false, weak: false, label: true };
  c.mentions = [...c.mentions.filter((x) => x.end <= start || x.start >= end), label].sort((a, b) => a.start - b.start);
}

