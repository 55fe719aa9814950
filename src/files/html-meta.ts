/**
 * What a page's head says: title, publisher, date, address. Includes the names fixed for Chinese government sites
 * (网站标签规范: ArticleTitle, PubDate, ContentSource, SiteName) beside Open Graph and Dublin Core.
 * Invariant: only addresses that begin with http(s) are kept; nothing is fetched.
 */
import type { DomDocument } from "./html-dom.ts";
import { collapse } from "./html-lines.ts";
import type { FileMeta } from "./model.ts";
import { dateFrom } from "./page-facts.ts";

const TITLES = ["articletitle", "og:title", "dc.title", "twitter:title"];
const PUBLISHERS = ["contentsource", "source", "article:publisher", "dc.publisher", "publisher", "og:site_name", "sitename", "application-name"];
const DATES = ["article:published_time", "pubdate", "publishdate", "publish_date", "publish-date", "datepublished", "dc.date", "dc.date.issued", "dcterms.issued", "date", "weibo: article:create_at", "og:release_date", "firstpublishedtime"];

export function metaFromPage(document: DomDocument): FileMeta {
  const named = new Map<string, string>();
  for (const meta of document.querySelectorAll("meta")) {
    const key = (meta.getAttribute("name") ?? meta.getAttribute("property") ?? meta.getAttribute("itemprop") ?? "").trim().toLowerCase();
    const content = collapse(meta.getAttribute("content") ?? "").trim();
    if (key !== "" && content !== "" && !named.has(key)) named.set(key, content.slice(0, 500));
  }
  const first = (keys: string[]) => keys.map((k) => named.get(k)).find((v) => v !== undefined);
  const publisher = first(PUBLISHERS);
  return {
    title: first(TITLES) ?? headingTitle(document) ?? bareTitle(document),
    publisher: publisher !== undefined && /^https?:/.test(publisher) ? undefined : publisher,
    published: DATES.map((k) => dateFrom(named.get(k))).find((d) => d !== undefined) ?? dateFrom(document.querySelector("time[datetime]")?.getAttribute("datetime") ?? undefined),
    author_org: named.get("dc.creator") ?? named.get("copyright"),
    address: address(document),
  };
}

function headingTitle(document: DomDocument): string | undefined {
  const headings = [...document.querySelectorAll("h1")].map((h) => collapse(h.textContent ?? "").trim()).filter((t) => t.length >= 4 && t.length <= 200);
  const title = bareTitle(document, false);
  // Several h1 or a site name in h1: the one that the window title repeats.
  return headings.find((h) => title?.includes(h)) ?? (headings.length === 1 && (title === undefined || title.length < 4) ? headings[0] : undefined);
}

/** The window title without the site's name behind it. */
function bareTitle(document: DomDocument, cut = true): string | undefined {
  const title = collapse(document.querySelector("title")?.textContent ?? "").trim();
  if (title === "") return undefined;
  if (!cut) return title;
  const head = title.split(/\s+[|｜–—-]\s+|[_｜|]|——|\s*-\s*(?=[^-]{2,20}(?:网|網|政府|门户|委员会|Network|News)$)/)[0]?.trim() ?? "";
  return head.length >= 4 ? head : title;
}

function address(document: DomDocument): string | undefined {
  const stated = document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? document.querySelector("meta[property='og:url']")?.getAttribute("content");
  return stated !== null && stated !== undefined && /^https?:\/\//i.test(stated) ? stated.slice(0, 2000) : undefined;
}
