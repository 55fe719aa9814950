/**
 * The card that a figure opens: its quote, publisher, date, period and rivals. One card at a time for the whole page.
 * Invariant: the card can be reached by pointer, keyboard and tap, stays while pointed at, and Escape closes it.
 */
import { type ReactNode, createContext, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Link, useLocation } from "react-router";
import type { ClaimView } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { figureAddress, path } from "../path.ts";
import { exactText, figureText, whenText } from "./figure-text.ts";
import { useBoundWord } from "./bound-word.ts";
import { useCitation } from "./citation.ts";
import { useMarkOf } from "./finding-marks.tsx";
import { SourceCitation } from "./source-citation.tsx";

interface Shown {
  claim: ClaimView;
  /** Who says otherwise: the claims, what they say in words, or how many they are. */
  rivals: Rivals;
  agreeing: number;
}

export type Rivals = readonly (ClaimView | string)[] | number;
export const countOf = (rivals: Rivals): number => (typeof rivals === "number" ? rivals : rivals.length);

interface Card {
  show: (anchor: Element, shown: Shown, delay_ms: number, pinned?: boolean) => void;
  /** Closes it in a moment; where an element is named, only if the card is that element's. */
  leave: (from?: Element) => void;
  close: () => void;
  openOn: (anchor: Element) => boolean;
}

const NOTHING: Card = { show: () => undefined, leave: () => undefined, close: () => undefined, openOn: () => false };
export const CardContext = createContext<Card>(NOTHING);

const LEAVE_MS = 160;

export function FigureCards({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<(Shown & { anchor: Element; pinned: boolean }) | undefined>();
  const timer = useRef(0);
  const anchor = useRef<Element | undefined>(undefined);
  const location = useLocation();

  const close = useCallback(() => {
    window.clearTimeout(timer.current);
    anchor.current = undefined;
    setOpen(undefined);
  }, []);
  const card = useMemo<Card>(() => ({
    show: (on, shown, delay_ms, pinned = false) => {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        anchor.current = on;
        setOpen({ ...shown, anchor: on, pinned });
      }, delay_ms);
    },
    leave: (from) => {
      // What loses the focus to a press in the card of another figure has no say in it.
      if (from !== undefined && anchor.current !== undefined && anchor.current !== from) return;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(close, LEAVE_MS);
    },
    close,
    openOn: (on) => anchor.current === on,
  }), [close]);

  useEffect(close, [close, location]);
  useEffect(() => {
    if (open === undefined) return;
    const key = (event: KeyboardEvent) => { if (event.key === "Escape") close(); };
    const down = (event: PointerEvent) => { if (!(event.target as Element).closest(".figure-card, .figure")) close(); };
    window.addEventListener("keydown", key);
    window.addEventListener("pointerdown", down);
    return () => {
      window.removeEventListener("keydown", key);
      window.removeEventListener("pointerdown", down);
    };
  }, [open, close]);

  return (
    <CardContext value={card}>
      {children}
      {open && createPortal(<CardBody key={open.claim.id} {...open} stay={() => window.clearTimeout(timer.current)} leave={() => card.leave()} />, document.body)}
    </CardContext>
  );
}

const MARGIN_PX = 8;

function place(card: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = at.bottom + MARGIN_PX;
  const fits = below + height < window.innerHeight || at.top - MARGIN_PX - height < 0;
  card.style.top = `${fits ? below : at.top - MARGIN_PX - height}px`;
  card.style.left = `${Math.max(MARGIN_PX, Math.min(at.left, window.innerWidth - width - MARGIN_PX))}px`;
  card.style.visibility = "visible";
}

function CardBody({ claim, rivals, agreeing, anchor, stay, leave }: Shown & { anchor: Element; stay: () => void; leave: () => void }) {
  const { lang, say, label, part } = useLanguage();
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (body.current) place(body.current, anchor);
    anchor.setAttribute("aria-describedby", "figure-card");
    return () => anchor.removeAttribute("aria-describedby");
  }, [anchor]);
  const bound = useBoundWord()(claim);
  const value = figureText({ ...claim, bound: "eq" }, lang);
  const exact = exactText(claim, lang);
  const n = countOf(rivals), mark = useMarkOf(claim.id);
  const stated = claim.stated && [claim.stated.number, claim.stated.scale, claim.stated.unit].filter(Boolean).join(" ");
  return (
    <div ref={body} className="figure-card" id="figure-card" role="tooltip" onMouseEnter={stay} onMouseLeave={leave}>
      <p className="card-head">{label(claim.subject.label)} · {label(claim.property_label)}{claim.qualifier && ` · ${part(claim)}`}</p>
      <p className="card-value">
        <strong>{bound} {value}</strong>
        {" · "}{say(`modality.${claim.modality}`)}{claim.when && ` · ${whenText(claim.when, lang)}`}
      </p>
      {typeof claim.value === "number" && (stated || exact !== value) && <p className="quiet">{stated ? say("figure.stated", { stated, exact }) : exact}</p>}
      {claim.quote ? <blockquote lang={claim.lang}>{claim.quote}</blockquote> : <p className="quiet">{say("figure.no-text")}</p>}
      <SourceCitation source={claim.source} />
      {n > 0 ? <p className="quiet">{say("figure.rivals", { n })}{typeof rivals !== "number" && <Otherwise rivals={rivals} />}</p> : agreeing > 0 && <p className="quiet">{say("figure.agreeing", { n: agreeing })}</p>}
      {mark && <p><Link className={mark.ruled ? "finding-mark ruled" : "finding-mark"} to={path.finding(mark.first)}>{mark.ruled ? "△" : "▲"} {say(mark.ruled ? "figure.finding-ruled" : "figure.finding")}</Link></p>}
      {claim.status !== "accepted" && <p className="quiet">{say(`status.${claim.status}`)}</p>}
      <p className="card-links">
        <CopyButton claim={claim} />
        {figureAddress(claim) !== path.claim(claim.id) && <Link to={figureAddress(claim)}>{say("figure.open-text")}</Link>}
        <Link to={path.claim(claim.id)}>{say("figure.open-claim")}</Link>
      </p>
    </div>
  );
}

const RIVALS_SHOWN = 3;

/** What the first of them say, and who says it. */
function Otherwise({ rivals }: { rivals: readonly (ClaimView | string)[] }) {
  const { lang, say } = useLanguage();
  return rivals.slice(0, RIVALS_SHOWN).map((one, at) => (
    <span key={at}>{at === 0 ? say("figure.colon") : say("list.and")}{typeof one === "string" ? one : <Link to={path.claim(one.id)}>{figureText(one, lang)}{one.source.publisher && ` (${one.source.publisher})`}</Link>}</span>
  ));
}

function CopyButton({ claim }: { claim: ClaimView }) {
  const { say } = useLanguage();
  const { citation } = useCitation(claim);
  const [copied, setCopied] = useState(false);
  return <button type="button" className="quiet-button" onClick={() => void navigator.clipboard.writeText(citation).then(() => setCopied(true))}>{say(copied ? "figure.copied" : "figure.copy")}</button>;
}
