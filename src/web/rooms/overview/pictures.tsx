/** What is aimed at, and the record's places side by side, as drawings. Invariant: nothing is drawn where nothing is told. */
import { Chart } from "../../chart/chart.tsx";
import { useLanguage } from "../../i18n/language.tsx";

/** The targets of a cluster against what is reached. */
export function Targets({ cluster }: { cluster: string }) {
  const { say } = useLanguage();
  return <Chart of={{ kind: "bullet", cluster }} space_px={300} silent><h2>{say("home.targets")}</h2></Chart>;
}

/** The clusters of the record side by side: output, firms, investment. */
export function Places() {
  const { say } = useLanguage();
  return <Chart of={{ kind: "multiples" }} space_px={340} silent><h2>{say("home.places")}</h2></Chart>;
}

export default function Pictures({ cluster }: { cluster: string }) {
  return <div className="pictures">{cluster !== "comparison" && <Targets cluster={cluster} />}<Places /></div>;
}
