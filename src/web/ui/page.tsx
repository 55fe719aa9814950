/** The head of a page: its question as title, the way up to its room, its answer first, its tools at the side. Invariant: the window's title names the page. */
import { type ReactNode, useEffect } from "react";
import { Trail } from "./trail.tsx";

export function PageHead({ title, lang, answer, tools, trail }: { title: string; lang?: string; answer?: ReactNode; tools?: ReactNode; trail?: ReactNode }) {
  useEffect(() => { document.title = `${title} · Lightvalley`; }, [title]);
  return (
    <header className="page-head">
      <div>
        <Trail steps={trail} />
        <h1 lang={lang}>{title}</h1>
        {answer && <p className="answer">{answer}</p>}
      </div>
      {tools && <div className="tools">{tools}</div>}
    </header>
  );
}
