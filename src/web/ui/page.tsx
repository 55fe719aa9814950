/** The head of a page: its question as title, its answer first, its tools at the side. Invariant: the window's title names the page. */
import { type ReactNode, useEffect } from "react";

export function PageHead({ title, lang, answer, tools, kicker }: { title: string; lang?: string; answer?: ReactNode; tools?: ReactNode; kicker?: ReactNode }) {
  useEffect(() => { document.title = `${title} · Lightvalley`; }, [title]);
  return (
    <header className="page-head">
      <div>
        {kicker && <p className="kicker">{kicker}</p>}
        <h1 lang={lang}>{title}</h1>
        {answer && <p className="answer">{answer}</p>}
      </div>
      {tools && <div className="tools">{tools}</div>}
    </header>
  );
}
