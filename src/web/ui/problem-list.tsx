/** Data problems, all of them, each with its place and remedy. Invariant: the place (file, line, cell) is shown wherever it is known. */
import type { Problem } from "../api.ts";
import { Words, useLanguage } from "../i18n/language.tsx";

export function ProblemList({ problems }: { problems: Problem[] }) {
  const { say } = useLanguage();
  if (problems.length === 0) return null;
  return (
    <ul className="problems">
      {problems.map((problem, at) => {
        const place = [problem.file, problem.cell ?? problem.column, problem.line === undefined ? undefined : say("problem.line", { n: problem.line })].filter(Boolean).join(" · ");
        return (
          <li key={at}>
            {place && <code>{place}</code>} <Words of={problem.message} />
            {problem.hint && <span className="quiet"> <Words of={problem.hint} /></span>}
          </li>
        );
      })}
    </ul>
  );
}
