/**
 * The rooms of the application as the side bar groups them and the command box finds them.
 * Invariant: every room that has a page is here once; `pinyin` is its Chinese name's, syllable by syllable.
 */
import type { WordKey } from "../i18n/zh.ts";
import { path } from "../path.ts";

export interface Room {
  to: string;
  name: WordKey;
  pinyin: string;
}

export const ROOM_GROUPS: { name: WordKey; rooms: Room[] }[] = [
  { name: "rooms.cluster", rooms: [
    { to: path.overview(), name: "room.overview", pinyin: "zong lan" },
    { to: path.chain(), name: "room.chain", pinyin: "chan ye lian" },
    { to: path.map(), name: "room.map", pinyin: "di tu" },
    { to: path.report(), name: "room.report", pinyin: "bao gao" },
  ] },
  { name: "rooms.record", rooms: [
    { to: path.documents(), name: "room.documents", pinyin: "wen dang" },
    { to: path.entities(), name: "room.entities", pinyin: "dui xiang" },
    { to: path.claims(), name: "room.claims", pinyin: "ji zai" },
    { to: path.sources(), name: "room.sources", pinyin: "lai yuan" },
    { to: path.changes(), name: "room.changes", pinyin: "bian geng" },
    { to: path.compare(), name: "room.compare", pinyin: "bi jiao" },
  ] },
  { name: "rooms.promises", rooms: [
    { to: path.parks(), name: "room.parks", pinyin: "yuan qu" },
    { to: path.projects(), name: "room.projects", pinyin: "xiang mu" },
    { to: path.promises(), name: "room.promises", pinyin: "cheng nuo" },
    { to: path.targets(), name: "room.targets", pinyin: "mu biao" },
  ] },
  { name: "rooms.check", rooms: [
    { to: path.inbox(), name: "room.inbox", pinyin: "dai ban" },
    { to: path.findings(), name: "room.findings", pinyin: "fa xian" },
    { to: path.identity(), name: "room.identity", pinyin: "tong yi xing" },
  ] },
  { name: "rooms.data", rooms: [
    { to: path.imports(), name: "room.imports", pinyin: "dao ru" },
    { to: path.registers(), name: "room.registers", pinyin: "ming ce" },
    { to: path.lexicon(), name: "room.lexicon", pinyin: "xue dao de ci" },
  ] },
];

/** Whether typed text means a room: part of its name in either language, its pinyin, or the pinyin's initials. */
export function roomMeant(typed: string, names: string[], pinyin: string): boolean {
  const text = typed.trim().toLowerCase();
  if (text === "") return true;
  const syllables = pinyin.split(" ");
  const initials = syllables.map((one) => one[0]).join("");
  return names.some((name) => name.toLowerCase().includes(text)) || (text.length > 1 && (syllables.join("").startsWith(text.replaceAll(" ", "")) || initials.startsWith(text)));
}
