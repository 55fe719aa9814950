/**
 * The text of a document with the spans of its claims marked; a click on a span chooses its claim.
 * Invariant: text is shown as text, never as markup; the chosen claim's span is brought into view.
 */
import { memo, useEffect, useMemo, useRef, useState } from "react";
import type { ClaimView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { countText } from "../../ui/figure-text.ts";
import { bringIntoView } from "./bring-into-view.ts";
import { type Paragraph, type Piece, paragraphsOf } from "./segments.ts";

export interface DocumentTextProps {
  text: string;
  lang: string | undefined;
  claims: ClaimView[];
  chosen: string | undefined;
  onChoose: (claim: string) => void;
}

/** The claim that a click on a piece means: the next one after the chosen among those that it belongs to, figures before quotes. */
export function claimOfPiece(piece: Piece, chosen: string | undefined): string | undefined {
  const candidates = piece.figured.length > 0 ? piece.figured : piece.quoted;
  return candidates[(candidates.indexOf(chosen ?? "") + 1) % candidates.length];
}

/** Lines drawn at once: a long table or register stays usable. */
const PARAGRAPHS = 1000;

/** The lines that are drawn: those around the chosen claim, or those asked for since. */
function useWindow(paragraphs: Paragraph[], chosen: string | undefined) {
  const chosenAt = useMemo(() => paragraphs.findIndex((paragraph) => touches(paragraph, chosen)), [paragraphs, chosen]);
  const [asked, setAsked] = useState({ from: 0, chosen: "" });
  const current = asked.chosen === (chosen ?? "") ? asked.from : undefined;
  const inView = (from: number) => chosenAt >= from && chosenAt < from + PARAGRAPHS;
  const from = current ?? (chosenAt === -1 || inView(asked.from) ? asked.from : Math.max(0, chosenAt - PARAGRAPHS / 4));
  useEffect(() => setAsked({ from, chosen: chosen ?? "" }), [from, chosen]);
  return { from, to: from + PARAGRAPHS, show: (start: number) => setAsked({ from: Math.max(0, start), chosen: chosen ?? "" }) };
}

const touches = (paragraph: Paragraph, claim: string | undefined) => claim !== undefined && paragraph.pieces.some((piece) => piece.quoted.includes(claim) || piece.figured.includes(claim));

export function DocumentText({ text, lang, claims, chosen, onChoose }: DocumentTextProps) {
  const { say } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const paragraphs = useMemo(() => paragraphsOf(text, claims), [text, claims]);
  const status = useMemo(() => new Map(claims.map((claim) => [claim.id, claim.status])), [claims]);
  const { from, to, show } = useWindow(paragraphs, chosen);
  useEffect(() => {
    if (chosen === undefined) return;
    const span = box.current?.querySelector("[data-chosen=figure]") ?? box.current?.querySelector("[data-chosen]");
    if (box.current && span) bringIntoView(box.current, span, 1 / 3);
  }, [chosen, from]);
  return (
    <div className="document-text" ref={box} lang={lang} role="region" tabIndex={0} aria-label={say("reader.text")}>
      {from > 0 && <p><button type="button" onClick={() => show(from - PARAGRAPHS)}>{say("reader.before", { n: countText(from) })}</button></p>}
      {paragraphs.slice(from, to).map((paragraph) => (
        <ParagraphOf key={paragraph.start} paragraph={paragraph} chosen={touches(paragraph, chosen) ? chosen : undefined} status={status} onChoose={onChoose} />
      ))}
      {to < paragraphs.length && <p><button type="button" onClick={() => show(to)}>{say("reader.after", { n: countText(paragraphs.length - to) })}</button></p>}
    </div>
  );
}

interface ParagraphProps {
  paragraph: Paragraph;
  chosen: string | undefined;
  status: Map<string, ClaimView["status"]>;
  onChoose: (claim: string) => void;
}

const ParagraphOf = memo(function ParagraphOf({ paragraph, chosen, status, onChoose }: ParagraphProps) {
  return (
    <p className={paragraph.pieces.every((piece) => piece.text.trim() === "") ? "blank" : undefined}>
      {paragraph.pieces.map((piece) => {
        if (piece.quoted.length === 0 && piece.figured.length === 0) return piece.text;
        const mine = chosen === undefined ? undefined : piece.figured.includes(chosen) ? "figure" : piece.quoted.includes(chosen) ? "quote" : undefined;
        const all = [...piece.figured, ...piece.quoted].map((claim) => status.get(claim));
        const state = all.includes("proposed") ? "proposed" : all.includes("accepted") ? "accepted" : "settled";
        const target = claimOfPiece(piece, chosen);
        return (
          <mark
            key={piece.start} className={`${piece.figured.length > 0 ? "figured" : "quoted"} span-${state}`} data-chosen={mine}
            onClick={() => { if (target !== undefined) onChoose(target); }}
          >
            {piece.text}
          </mark>
        );
      })}
    </p>
  );
});
