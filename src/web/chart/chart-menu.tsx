/** What a chart is saved as: SVG, PNG, XLSX. Invariant: all three are made of the definition that is drawn on the page. */
import { useRef, useState } from "react";
import { failureOf } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { pngOf, save } from "./export-drawing.ts";
import { chartAddress, type ChartOf } from "./queries.ts";

export function ChartMenu({ of, title, width }: { of: ChartOf; title: string; width: number }) {
  const { lang } = useLanguage();
  const file = (ending: string) => `lightvalley-${of.kind}-${title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.${ending}`;
  const png = async (): Promise<void> => {
    const text = await (await fetch(chartAddress(of, lang, width, "/drawing.svg"))).text();
    const [, w = "480", h = "300"] = /width="([\d.]+)" height="([\d.]+)"/.exec(text) ?? [];
    save(await pngOf(text, { width: Number(w), height: Number(h) }), file("png"));
  };
  return <ExportMenu svg={{ href: chartAddress(of, lang, width, "/drawing.svg"), file: file("svg") }} png={png} xlsx={{ href: chartAddress(of, lang, width, "/workbook.xlsx"), file: file("xlsx") }} />;
}

type Way = { href: string; file: string } | (() => Promise<void>);

/** The one menu of every drawing in the application. */
export function ExportMenu({ svg, png, xlsx }: { svg: Way; png: Way; xlsx?: Way }) {
  const { say, label } = useLanguage();
  const [failed, setFailed] = useState("");
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => { if (menu.current) menu.current.open = false; };
  const entry = (name: string, way: Way) => (typeof way === "function"
    ? <button type="button" className="link" onClick={() => { setFailed(""); way().then(close, (error: unknown) => setFailed(say("chart.export-failed", { why: label(failureOf(error).words) }))); }}>{name}</button>
    : <a href={way.href} download={way.file} onClick={() => setTimeout(close, 0)}>{name}</a>);
  return (
    <details className="chart-menu" ref={menu} onKeyDown={(event) => { if (event.key === "Escape") { close(); menu.current?.querySelector("summary")?.focus(); } }} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) close(); }}>
      <summary>{say("chart.export")}</summary>
      <div>{entry("SVG", svg)}{entry("PNG", png)}{xlsx && entry("XLSX", xlsx)}{failed && <span role="alert">{failed}</span>}</div>
    </details>
  );
}
