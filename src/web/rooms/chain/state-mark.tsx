/** The signs of a node's state, each of its own shape, so that they are told apart without colour. Invariant: a sign never stands without its word nearby or hidden. */
import type { ChainState } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";

export const STATES = ["strong", "thin", "single_source", "missing", "no_data"] as const;

/** The shape alone, in a box of 12, for drawings. */
export function StateShape({ of }: { of: ChainState }) {
  switch (of) {
    case "strong": return <rect x="1" y="1" width="10" height="10" className="shape full" />;
    case "thin": return <><rect x="1.5" y="1.5" width="9" height="9" className="shape" /><rect x="1.5" y="6" width="9" height="4.5" className="shape full" /></>;
    case "single_source": return <><circle cx="6" cy="6" r="4.5" className="shape" /><circle cx="6" cy="6" r="1.8" className="shape full" /></>;
    case "missing": return <><rect x="1.5" y="1.5" width="9" height="9" className="shape" /><path d="M2 2l8 8M10 2l-8 8" className="shape" /></>;
    case "no_data": return <rect x="1.5" y="1.5" width="9" height="9" className="shape dashed" />;
  }
}

/** The sign with its word. */
export function StateMark({ of, quiet = false }: { of: ChainState; quiet?: boolean }) {
  const { say } = useLanguage();
  return (
    <span className={`state state-${of}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><StateShape of={of} /></svg>
      <span className={quiet ? "hidden" : undefined}> {say(`chain.state.${of}`)}</span>
    </span>
  );
}
