/**
 * The reader's language: which it is, how it is changed and remembered, and the words in it.
 * Invariant: `zh` and `en` have the same keys (a test sees to it); content in the other language is marked with its `lang`.
 */
import { Fragment, type ReactNode, createContext, useContext, useEffect, useMemo, useState } from "react";
import type { Label } from "../../server/api-types.ts";
import { type Lang, labelIn } from "../ui/figure-text.ts";
import { en } from "./en.ts";
import { filled } from "./filled.ts";
import { type WordKey, zh } from "./zh.ts";

const WORDS: Record<Lang, Record<WordKey, string>> = { zh, en };
const KEPT = "lightvalley.lang";

export type Say = (key: WordKey, values?: Record<string, string | number>) => string;

interface Language {
  lang: Lang;
  setLang: (lang: Lang) => void;
  say: Say;
  /** A word in a language that need not be the reader's: to find a page by either of its names. */
  sayIn: (lang: Lang, key: WordKey) => string;
  /** A label in the reader's language, else in the other. */
  label: (label: Label | undefined) => string;
  /** What a figure speaks of where it is not the whole: the qualifier in the reader's language where that is known, else as its source wrote it. */
  part: (claim: { qualifier?: string; qualifier_label?: Label }) => string;
}

const LanguageContext = createContext<Language | undefined>(undefined);

/** The reader's language where there is no component to ask: when a page begins to load. */
export function readerLang(): Lang {
  const kept = localStorage.getItem(KEPT);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(readerLang);
  useEffect(() => {
    document.documentElement.lang = lang;
    localStorage.setItem(KEPT, lang);
  }, [lang]);
  const language = useMemo<Language>(() => ({
    lang,
    setLang,
    say: (key, values) => filled(WORDS[lang][key], values),
    sayIn: (other, key) => WORDS[other][key],
    label: (label) => labelIn(label, lang).text,
    part: (claim) => (claim.qualifier_label ? labelIn(claim.qualifier_label, lang).text : (claim.qualifier ?? "")),
  }), [lang]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === undefined) throw new Error("useLanguage outside of LanguageProvider");
  return language;
}

/** A sentence with parts that are more than words: `{figure}` in the sentence is the prop of that name. */
export function Sentence({ of, parts }: { of: WordKey; parts: Record<string, ReactNode> }) {
  const { lang } = useLanguage();
  return WORDS[lang][of].split(/(\{\w+\})/).map((piece, at) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    return <Fragment key={at}>{name === undefined ? piece : parts[name]}</Fragment>;
  });
}

/** A label of the record, marked with its language where that is not the page's. */
export function Words({ of }: { of: Label | undefined }) {
  const { lang } = useLanguage();
  const found = labelIn(of, lang);
  return found.lang === lang ? found.text : <span lang={found.lang}>{found.text}</span>;
}
