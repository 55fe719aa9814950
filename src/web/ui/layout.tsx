/**
 * The frame of every page: brand, rooms, search, language, theme.
 * Invariant: the rooms are one list; the first thing the keyboard reaches is the way past them.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, type Location, NavLink, Outlet, ScrollRestoration, useLocation } from "react-router";
import { queries } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { watchRecord } from "../live.ts";
import { path } from "../path.ts";
import { citeWhatIsCopied } from "./copied.ts";
import { PastNotice, TimeMachine } from "./as-of.tsx";
import { CommandBox } from "./command-box.tsx";
import { FigureCards } from "./figure-card.tsx";
import { FindingMarks, useFindingCounts, useMarking } from "./finding-marks.tsx";
import { JobTray } from "./job-tray.tsx";
import { Printed } from "./printed.tsx";
import { ROOM_GROUPS } from "./rooms.ts";
import { useSettling } from "./settling.ts";
import { SignIn } from "./sign-in.tsx";
import { useTheme } from "./theme.ts";

export function Layout() {
  const { say } = useLanguage();
  const [menu, setMenu] = useState(false);
  const location = useLocation();
  useEffect(() => setMenu(false), [location.pathname]);
  useEffect(watchRecord, []);
  useEffect(() => citeWhatIsCopied(document), []);
  return (
    <FindingMarks><FigureCards>
      <a className="skip" href="#main">{say("layout.skip")}</a>
      <div className="frame">
        <Header menu={menu} toggle={() => setMenu(!menu)} />
        <Rooms open={menu} />
        <Main />
      </div>
      <ScrollRestoration getKey={placeOf} />
    </FigureCards></FindingMarks>
  );
}

/** Where a reader was on a page is kept by the page: every first load of a tab has the same key, and another address typed in begins at its top. */
const placeOf = ({ key, pathname, search }: Location): string => (key === "default" ? pathname + search : key);

function Main() {
  const main = useRef<HTMLElement>(null);
  const { known, shown } = useMarking();
  useSettling(main, known, shown);
  return <main id="main" ref={main} tabIndex={-1}><PastNotice /><Outlet /><Printed /></main>;
}

function Header({ menu, toggle }: { menu: boolean; toggle: () => void }) {
  const { say, lang, setLang } = useLanguage();
  const { theme, next } = useTheme();
  return (
    <header className="top">
      <button type="button" className="menu" aria-expanded={menu} aria-controls="rooms" onClick={toggle}>{say("layout.menu")}</button>
      <Link to={path.overview()} className="brand" aria-label={say("layout.home")}><b>Lightvalley</b> <span lang="zh" className="on-wide">光谷</span></Link>
      <CommandBox switchTheme={next} />
      <JobTray />
      <TimeMachine />
      <button type="button" className="quiet-button" onClick={next} title={say("layout.theme")} aria-label={`${say("layout.theme")}: ${say(`theme.${theme}`)}`}><span className="on-narrow" aria-hidden="true">◐</span><span className="on-wide">{say(`theme.${theme}`)}</span></button>
      <button type="button" className="quiet-button" lang={lang === "zh" ? "en" : "zh"} title={lang === "zh" ? "English" : "中文"} onClick={() => setLang(lang === "zh" ? "en" : "zh")}><span className="on-narrow">{lang === "zh" ? "EN" : "中"}</span><span className="on-wide">{lang === "zh" ? "English" : "中文"}</span></button>
    </header>
  );
}

function Rooms({ open }: { open: boolean }) {
  const { say } = useLanguage();
  const { data: session } = useQuery(queries.session());
  const errors = useFindingCounts()?.error ?? 0;
  return (
    <nav id="rooms" className={open ? "rooms open" : "rooms"} aria-label={say("layout.rooms")}>
      <div>
        {ROOM_GROUPS.map((group) => (
          <section key={group.name} aria-label={say(group.name)}>
            {group.rooms.length > 1 && <h2>{say(group.name)}</h2>}
            <ul>{group.rooms.map((room) => <li key={room.to}><NavLink to={room.to} end={room.to === "/"}>{say(room.name)}{room.to === path.findings() && errors > 0 && <> <span className="count" title={say("findings.count", { n: errors })}>{errors}<span className="hidden"> {say("findings.severity.error")}</span></span></>}</NavLink></li>)}</ul>
          </section>
        ))}
      </div>
      <p className="quiet">
        {session ? session.actor : "\u00a0"}<br />{session ? say("layout.version", { version: session.version }) : "\u00a0"}<br />
        <a href="/api/docs">{say("layout.api")}</a>
      </p>
      {session?.role === "public" && <details className="visitor"><summary>{say("sign-in.title")}</summary><SignIn /></details>}
    </nav>
  );
}
