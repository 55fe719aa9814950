/**
 * The one box of the header: names of the record, pages, actions, and a day to go back to. Ctrl-K or ⌘K reaches it from anywhere.
 * Invariant: whatever the box can do can also be done without it.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { queries } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import type { WordKey } from "../i18n/zh.ts";
import { download, path } from "../path.ts";
import { useClocks } from "./as-of.tsx";
import { dayShort, dayTyped } from "./day-typed.ts";
import { type Choice, EntitySearch } from "./entity-search.tsx";
import { nounsMeant } from "./nouns-meant.ts";
import { ROOM_GROUPS, roomMeant } from "./rooms.ts";
import type { Say } from "../i18n/language.tsx";
import type { Lang } from "./figure-text.ts";
import { printAll } from "./print-all.ts";

interface Doing {
  name: WordKey;
  pinyin: string;
  run: () => void;
}

/** Pages and actions that the typed text means; with nothing typed, the pages. */
function meant(text: string, lang: Lang, say: Say, both: (key: WordKey) => string[], go: (to: string) => void, doings: Doing[], back: (day: string) => void): Choice[] {
  const pages = ROOM_GROUPS.flatMap((group) => group.rooms).filter((room) => roomMeant(text, both(room.name), room.pinyin))
    .map((room) => ({ key: room.to, name: say(room.name), kind: say("command.page"), run: () => go(room.to) }));
  if (text.trim() === "") return pages;
  const day = dayTyped(text);
  const days: Choice[] = day === undefined ? [] : [{ key: day, name: say("command.go-back", { day: dayShort(day, lang) }), kind: say("command.action"), run: () => back(day) }];
  const actions = doings.filter((one) => roomMeant(text, both(one.name), one.pinyin)).map((one) => ({ key: one.name, name: say(one.name), kind: say("command.action"), run: one.run }));
  return [...days, ...pages, ...actions];
}

export function CommandBox({ switchTheme }: { switchTheme: () => void }) {
  const { say, sayIn, label, lang, setLang } = useLanguage();
  const navigate = useNavigate();
  const { past, set } = useClocks();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      box.current?.querySelector("input")?.focus();
    };
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  }, []);
  const go = (to: string) => void navigate(to);
  const fetchFile = (address: string) => window.location.assign(address);
  const doings: Doing[] = [
    { name: "command.language", pinyin: "qie huan dao ying wen", run: () => setLang(lang === "zh" ? "en" : "zh") },
    { name: "command.theme", pinyin: "qie huan ming an", run: switchTheme },
    { name: "command.upload", pinyin: "shang chuan wen dang", run: () => go(path.documents()) },
    { name: "entry.new-entity", pinyin: "xin jian dui xiang", run: () => go(path.newEntity()) },
    { name: "beside.title", pinyin: "bing pai dui zhao", run: () => go(path.sideBySide([])) },
    { name: "command.claims-csv", pinyin: "dao chu quan bu ji zai", run: () => fetchFile(download.claims("csv", {})) },
    { name: "command.print", pinyin: "da yin ben ye", run: () => void printAll() },
    ...(past ? [{ name: "as-of.now" as const, pinyin: "hui dao xian zai", run: () => set({}) }] : []),
  ];
  const { data: ontology } = useQuery(queries.ontology());
  const nouns = (text: string): Choice[] => nounsMeant(text, ontology).map((one) => ({ key: one.key, name: label(one.label), kind: say(one.key.startsWith("type") ? "room.entities" : "room.claims"), run: () => go(one.to) }));
  const inClaims = (text: string): Choice[] => (dayTyped(text) !== undefined ? [] : [{ key: "claims", name: say("command.in-claims", { text: text.trim() }), kind: say("command.action"), run: () => go(path.claims({ q: text.trim() })) }]);
  const both = (key: WordKey) => [sayIn("zh", key), sayIn("en", key)];
  return (
    <div className="command-box" ref={box}>
      <EntitySearch
        label={say("search.label")} shortcut="Ctrl K" onPick={(hit) => go(path.entity(hit.slug || hit.id))} onSubmit={(q) => go(path.entities({ q }))}
        offers={(text) => [...meant(text, lang, say, both, go, doings, (day) => set({ valid_on: day, known_on: day })), ...nouns(text)]} more={inClaims}
      />
    </div>
  );
}
