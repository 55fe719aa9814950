/**
 * A figure wherever one is shown: value, bound, modality, and on hover, focus or tap the words that it comes from.
 * Invariant: every figure is a link to its sentence in the reader, or to its claim where the record holds no text.
 */
import { type MouseEvent, type ReactNode, useContext } from "react";
import { useNavigate } from "react-router";
import type { ClaimView, FactView, Modality } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { figureAddress } from "../path.ts";
import { useBoundWord } from "./bound-word.ts";
import { useCitation, useFigureWords } from "./citation.ts";
import { CardContext, type Rivals, countOf } from "./figure-card.tsx";
import { FindingMark } from "./finding-marks.tsx";
import { figureParts } from "./figure-text.ts";

/** The sign of a modality, drawn so that it reads in black and white; nothing for an actual. */
export function ModalitySign({ of }: { of: Modality }) {
  if (of === "actual") return null;
  return (
    <svg className={`sign sign-${of}`} viewBox="0 0 12 12" aria-hidden="true">
      {of === "planned" && <><circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" /><path d="M6 6V1.5A4.5 4.5 0 0 1 10.5 6z" fill="currentColor" /></>}
      {of === "target" && <path d="M2.5 11V1.5h7l-2 2.5 2 2.5h-7" fill="none" stroke="currentColor" strokeWidth="1.2" />}
      {of === "forecast" && <path d="M1 9 11 3" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="0.1 3.3" strokeLinecap="round" />}
    </svg>
  );
}

export interface FigureProps {
  claim: ClaimView;
  rivals?: Rivals;
  agreeing?: number;
  /** Say the bound in words ("more than") instead of its sign. */
  spoken?: boolean;
  /** What is shown in place of the value (a chart's mark). */
  children?: ReactNode;
}

/** The handlers that open the card of a claim from any element. */
export function useFigureCard(claim: ClaimView, rivals: Rivals = 0, agreeing = 0) {
  const card = useContext(CardContext);
  const navigate = useNavigate();
  const shown = { claim, rivals, agreeing };
  return {
    href: figureAddress(claim),
    onMouseEnter: (event: MouseEvent<Element>) => card.show(event.currentTarget, shown, 120),
    onMouseLeave: () => card.leave(),
    onFocus: (event: { currentTarget: Element }) => card.show(event.currentTarget, shown, 0),
    onBlur: (event: { currentTarget: Element }) => card.leave(event.currentTarget),
    onClick: (event: MouseEvent<Element>) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const touched = (event.nativeEvent as PointerEvent).pointerType === "touch";
      if (touched && !card.openOn(event.currentTarget)) card.show(event.currentTarget, shown, 0, true);
      else {
        card.close();
        void navigate(figureAddress(claim));
      }
    },
  };
}

export function Figure({ claim, rivals = 0, agreeing = 0, spoken = false, children }: FigureProps) {
  const { lang, say } = useLanguage();
  const handlers = useFigureCard(claim, rivals, agreeing);
  const words = useFigureWords(claim);
  const { sign, number, unit } = figureParts(claim, lang);
  const space = lang === "zh" ? "\u2009" : " ";
  const boundWord = useBoundWord()(claim);
  const { value, citation, source } = useCitation(claim);
  const bound = spoken ? boundWord : sign;
  const link = (
    <a className={`figure figure-${claim.modality}${typeof claim.value === "number" ? "" : " figure-words"}`} data-claim={claim.id} data-cite={citation} data-source={source} data-value={value} aria-label={children === undefined ? words : undefined} {...handlers}>
      {children !== undefined ? <>{children}<span className="hidden">{words}</span></> : (
        <>
          <ModalitySign of={claim.modality} />
          {bound && <span className="bound" title={boundWord}>{bound}{space}</span>}
          <span className="number">{number}</span>
          {unit && <span className="unit">{space}{unit}</span>}
          {countOf(rivals) > 0 && <span className="rivals" title={say("figure.rivals", { n: countOf(rivals) })}>+{countOf(rivals)}</span>}
        </>
      )}
    </a>
  );
  return children === undefined ? <>{link}<FindingMark claim={claim.id} /></> : link;
}

/** The figure of a fact, with its rivals at hand. */
export function FactFigure({ fact, spoken = false }: { fact: FactView; spoken?: boolean }) {
  return <Figure claim={fact.best} rivals={fact.rivals} agreeing={fact.agreeing} spoken={spoken} />;
}

/** Nothing to show, and why: never 0, never blank. */
export function NoData({ why }: { why: string }) {
  return <span className="no-data" title={why}>—<span className="hidden">{why}</span></span>;
}
