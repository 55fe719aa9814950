/** Which page answers which address. Invariant: every page is loaded when it is first asked for, with its data on the way at the same time. */
import { useEffect } from "react";
import { createBrowserRouter, isRouteErrorResponse, useRouteError } from "react-router";
import { useLanguage } from "./i18n/language.tsx";
import { Layout } from "./ui/layout.tsx";
import { FailureNote } from "./ui/loaded.tsx";
import { PageHead } from "./ui/page.tsx";

function NotFound() {
  const { say } = useLanguage();
  return <><PageHead title={say("page.not-found")} /><p>{say("page.not-found-help")}</p></>;
}

/** What browsers say when a part of the application cannot be fetched: the line is broken, or a newer build has taken its place. */
const UNREACHED = /preload CSS|dynamically imported|module script failed|error loading/i;
const AGAIN_MS = 4_000;
/** A page that failed while the server answered is opened again by itself only so often: it would else be opened without end. */
const REOPENED = "lightvalley.reopened", REOPEN_MS = 60_000;

function reopen(): void {
  const last = Number(window.sessionStorage.getItem(REOPENED) ?? 0);
  if (Date.now() - last < REOPEN_MS) return;
  window.sessionStorage.setItem(REOPENED, String(Date.now()));
  window.location.reload();
}

/** Opens the page by itself as soon as the server answers again. */
function Unreached() {
  const { say } = useLanguage();
  useEffect(() => {
    let broken = false;
    // The line may be back before anybody looks.
    const look = () => void fetch("/api/session", { cache: "no-store" }).then((answer) => { if (answer.ok) { if (broken) window.location.reload(); else reopen(); } }, () => { broken = true; });
    look();
    const timer = window.setInterval(look, AGAIN_MS);
    window.addEventListener("online", look);
    return () => { window.clearInterval(timer); window.removeEventListener("online", look); };
  }, []);
  return <><PageHead title={say("page.unreached")} /><div role="status"><p>{say("page.unreached-help")}</p><button type="button" onClick={() => window.location.reload()}>{say("action.retry")}</button></div></>;
}

function PageFailure() {
  const error = useRouteError();
  const { say } = useLanguage();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return UNREACHED.test(String(error)) ? <Unreached /> : <><PageHead title={say("page.failed")} /><FailureNote error={error} retry={() => window.location.reload()} /></>;
}

export const router = createBrowserRouter([
  {
    Component: Layout,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: PageFailure,
        children: [
          { index: true, lazy: () => import("./rooms/overview/overview-page.tsx") },
          { path: "documents", lazy: () => import("./rooms/documents/documents-page.tsx") },
          { path: "documents/:source", lazy: () => import("./rooms/documents/reader-page.tsx") },
          { path: "entities", lazy: () => import("./rooms/entities/entities-page.tsx") },
          { path: "entities/new", lazy: () => import("./rooms/entities/new-entity-page.tsx") },
          { path: "entities/compare", lazy: () => import("./rooms/entities/side-by-side-page.tsx") },
          { path: "entities/:ref", lazy: () => import("./rooms/entities/entity-page.tsx") },
          { path: "claims", lazy: () => import("./rooms/claims/claims-page.tsx") },
          { path: "claims/:claim", lazy: () => import("./rooms/claims/claim-page.tsx") },
          { path: "sources", lazy: () => import("./rooms/sources/sources-page.tsx") },
          { path: "sources/:source", lazy: () => import("./rooms/sources/source-page.tsx") },
          { path: "changes", lazy: () => import("./rooms/changes/changes-page.tsx") },
          { path: "report", lazy: () => import("./rooms/report/report-page.tsx") },
          { path: "compare", lazy: () => import("./rooms/compare/compare-page.tsx") },
          { path: "findings", lazy: () => import("./rooms/findings/findings-page.tsx") },
          { path: "findings/:finding", lazy: () => import("./rooms/findings/finding-page.tsx") },
          { path: "inbox", lazy: () => import("./rooms/inbox/inbox-page.tsx") },
          { path: "identity", lazy: () => import("./rooms/identity/identity-page.tsx") },
          { path: "identity/history", lazy: () => import("./rooms/identity/history-page.tsx") },
          { path: "registers", lazy: () => import("./rooms/registers/registers-page.tsx") },
          { path: "registers/import", lazy: () => import("./rooms/registers/import-page.tsx") },
          { path: "registers/:register", lazy: () => import("./rooms/registers/register-page.tsx") },
          { path: "map", lazy: () => import("./rooms/map/map-page.tsx") },
          { path: "parks", lazy: () => import("./rooms/parks/parks-page.tsx") },
          { path: "parks/:ref", lazy: () => import("./rooms/parks/park-page.tsx") },
          { path: "projects", lazy: () => import("./rooms/parks/projects-page.tsx") },
          { path: "promises", lazy: () => import("./rooms/parks/promises-page.tsx") },
          { path: "targets", lazy: () => import("./rooms/targets/targets-page.tsx") },
          { path: "lexicon", lazy: () => import("./rooms/lexicon/lexicon-page.tsx") },
          { path: "import", lazy: () => import("./rooms/imports/import-page.tsx") },
          { path: "chain", lazy: () => import("./rooms/chain/panorama-page.tsx") },
          { path: "chain/:node", lazy: () => import("./rooms/chain/node-page.tsx") },
          { path: "chain-gaps", lazy: () => import("./rooms/chain/gaps-page.tsx") },
          { path: "chain-next", lazy: () => import("./rooms/chain/next-page.tsx") },
          { path: "chain-backtest", lazy: () => import("./rooms/chain/backtest-page.tsx") },
          { path: "*", Component: NotFound },
        ],
      },
    ],
  },
]);
