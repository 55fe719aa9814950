/**
 * Writes what reconcile finds in the reference record into docs/concepts/reconcile.md, between its two marks: each finding with its arithmetic.
 * Invariant: the page says what the program finds; test/findings-docs.test.ts fails where it does not.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { openForTest } from "../src/db/open-for-test.ts";
import { fillWithReference } from "../src/documents/index.ts";
import { systemClock } from "../src/kernel/index.ts";
import { entitiesByIds, reconcile, type Finding } from "../src/ledger/index.ts";
import { loadOntology } from "../src/ontology/index.ts";

/** The day that promises are held against. */
export const DAY = "2026-03-01";
export const PAGE = new URL("../docs/concepts/reconcile.md", import.meta.url);
const BEGIN = "<!-- what the program finds: written by scripts/build-findings-docs.ts -->";
const END = "<!-- end of what the program finds -->";

const cell = (text: string | undefined): string => (text ?? "").replaceAll("|", "\\|");
const table = (head: string[], rows: string[][]): string => [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`)].join("\n");

function sections(findings: readonly Finding[], nameOf: (id: string) => string): string {
  const by = (f: Finding): string => nameOf(f.subject);
  const sorted = findings.toSorted((a, b) => (by(a) === by(b) ? (a.arithmetic.en! < b.arithmetic.en! ? -1 : 1) : by(a) < by(b) ? -1 : 1));
  const false_ones = sorted.filter((f) => f.severity !== "note" && f.check !== "planned-passed").toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1));
  const promises = sorted.filter((f) => f.severity === "warning" && f.check === "planned-passed");
  const notes = sorted.filter((f) => f.severity === "note" && f.check !== "planned-passed");
  const unanswered = sorted.filter((f) => f.severity === "note" && f.check === "planned-passed").length;
  const line = (f: Finding): string[] => [f.arithmetic.en!, f.check];
  return [
    "### Cannot all be true, or to be checked", "", table(["arithmetic", "check", "severity"], false_ones.map((f) => [...line(f), f.severity])), "",
    "### Can all be true, but worth a question (notes)", "", table(["arithmetic", "check"], notes.map(line)), "",
    `### Promises without an outcome on ${DAY}`, "", table(["promise and how long it is past"], promises.map((f) => [f.arithmetic.en!])), "",
    `Beside these, ${unanswered} plans, targets and forecasts of a past term have no actual figure on record (notes).`,
  ].join("\n");
}

/** The page as it ought to be. */
export async function pageWithFindings(): Promise<string> {
  const database = await openForTest();
  try {
    const ontology = loadOntology();
    await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
    const findings = await reconcile(database.reader("public"), DAY, (name) => ontology.properties.get(name)?.label);
    const names = await entitiesByIds(database.reader("public"), findings.map((f) => f.subject));
    const written = sections(findings, (id) => names.get(id)?.label.en ?? names.get(id)?.label.zh ?? id);
    const page = readFileSync(PAGE, "utf8");
    const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
    if (begin < 0 || end < begin) throw new Error("the page has lost the marks that the findings stand between");
    return `${page.slice(0, begin + BEGIN.length)}\n\n${written}\n\n${page.slice(end)}`;
  } finally {
    await database.close();
  }
}

if (import.meta.main) {
  writeFileSync(PAGE, await pageWithFindings());
  process.exit(0); // the engine is kept for a next database, and would keep the process
}
