/**
 * The frame of every page: brand, rooms, search, language, theme.
 * Invariant: the rooms are one list; the first thing the keyboard reaches is the way past them.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigate } from "react-router";
import { queries } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import type { WordKey } from "../i18n/zh.ts";
import { path } from "../path.ts";
import { EntitySearch } from "./entity-search.tsx";
import { FigureCards } from "./figure-card.tsx";
import { FindingMarks, useFindingCounts } from "./finding-marks.tsx";
import { useTheme } from "./theme.ts";

const ROOMS: { to: string; name: WordKey }[] = [
  { to: path.overview(), name: "room.overview" },
  { to: path.documents(), name: "room.documents" },
  { to: path.entities(), name: "room.entities" },
  { to: path.claims(), name: "room.claims" },
  { to: path.findings(), name: "room.findings" },
  { to: path.sources(), name: "room.sources" },
  { to: path.changes(), name: "room.changes" },
  { to: path.imports(), name: "room.imports" },
  { to: path.lexicon(), name: "room.lexicon" },
];

export function Layout() {
  const { say } = useLanguage();
  const [menu, setMenu] = useState(false);
  const location = useLocation();
  useEffect(() => setMenu(false), [location.pathname]);
  return (
    <FindingMarks><FigureCards>
      <a className="skip" href="#main">{say("layout.skip")}</a>
      <div className="frame">
        <Header menu={menu} toggle={() => setMenu(!menu)} />
        <Rooms open={menu} />
        <main id="main" tabIndex={-1}><Outlet /></main>
      </div>
      <ScrollRestoration />
    </FigureCards></FindingMarks>
  );
}

function Header({ menu, toggle }: { menu: boolean; toggle: () => void }) {
  const { say, lang, setLang } = useLanguage();
  const { theme, next } = useTheme();
  const navigate = useNavigate();
  const header = useRef<HTMLElement>(null);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      header.current?.querySelector("input")?.focus();
    };
    window.addEventListener("keydown", key);
    return () => window.removeEventListener("keydown", key);
  }, []);
  return (
    <header className="top" ref={header}>
      <button type="button" className="menu" aria-expanded={menu} aria-controls="rooms" onClick={toggle}>{say("layout.menu")}</button>
      <Link to={path.overview()} className="brand" aria-label={say("layout.home")}><b>Lightvalley</b> <span lang="zh">光谷</span></Link>
      <EntitySearch
        label={say("search.label")} shortcut="Ctrl K" onPick={(hit) => void navigate(path.entity(hit.slug || hit.id))}
        onSubmit={(q) => void navigate(path.entities({ q }))}
      />
      <button type="button" className="quiet-button" onClick={next} title={say("layout.theme")}>{say(`theme.${theme}`)}</button>
      <button type="button" className="quiet-button" lang={lang === "zh" ? "en" : "zh"} onClick={() => setLang(lang === "zh" ? "en" : "zh")}>{lang === "zh" ? "English" : "中文"}</button>
    </header>
  );
}

function Rooms({ open }: { open: boolean }) {
  const { say } = useLanguage();
  const { data: session } = useQuery(queries.session());
  const errors = useFindingCounts()?.error ?? 0;
  return (
    <nav id="rooms" className={open ? "rooms open" : "rooms"} aria-label={say("layout.rooms")}>
      <ul>{ROOMS.map((room) => <li key={room.to}><NavLink to={room.to} end={room.to === "/"}>{say(room.name)}{room.to === path.findings() && errors > 0 && <> <span className="count" title={say("findings.count", { n: errors })}>{errors}<span className="hidden"> {say("findings.severity.error")}</span></span></>}</NavLink></li>)}</ul>
      <p className="quiet">
        {session && <>{session.actor}<br />{say("layout.version", { version: session.version })}<br /></>}
        <a href="/api/docs">{say("layout.api")}</a>
      </p>
    </nav>
  );
}
