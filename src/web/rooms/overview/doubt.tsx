/**
 * What the first figures of a cluster leave in doubt: the gravest open finding on the subject that its answer speaks of, with its arithmetic.
 * Invariant: it is shown only if it is known before the page is seen, so that it pushes nothing about; the marks beside the figures tell of it in any case.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { type Overview, lists } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { useClocks } from "../../ui/as-of.tsx";
import { mainSubject } from "../../ui/leading.ts";

export function Doubt({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const { clocks } = useClocks();
  const main = overview.cluster === "comparison" ? undefined : mainSubject(overview.headline);
  const { data } = useInfiniteQuery({ ...lists.findings({ severity: "error", subject: main?.id ?? "", ...clocks }), enabled: main !== undefined });
  const place = useRef<HTMLDivElement>(null);
  // Decided when the answer comes, before it is drawn: a page that is seen by then is left as it is.
  const [inTime, setInTime] = useState<boolean | undefined>();
  const [first, ...rest] = data?.pages[0]?.items.filter((one) => one.state === "open" && one.subject.id === main?.id) ?? [];
  const any = first !== undefined;
  useLayoutEffect(() => { if (data !== undefined && inTime === undefined) setInTime(any && place.current?.closest(".settling") !== null); }, [data, inTime, any]);
  if (first === undefined || inTime !== true) return <div ref={place} hidden />;
  return (
    <p className="doubt">
      <span className="finding-mark" aria-hidden="true">▲</span> <Link to={path.finding(first.id)}>{say("home.doubt")}</Link>{say("home.doubt-colon")}<Words of={first.arithmetic} />
      {rest.length > 0 && main && <> <Link to={path.findings({ subject: main.id })}>{say("home.doubt-more", { n: rest.length })}</Link></>}
    </p>
  );
}
