/** A button with a panel below it. Invariant: Escape and a press elsewhere close it, and the keyboard is then back on the button. */
import { type ReactNode, useId, useRef, useState } from "react";
import { usePressElsewhere } from "../away.ts";

export function Popover({ label, mark, children, className = "" }: { label: ReactNode; mark?: boolean; children: (close: () => void) => ReactNode; className?: string }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const panel = useId();
  usePressElsewhere(root, open, setOpen);
  const close = () => { setOpen(false); root.current?.querySelector("button")?.focus(); };
  return (
    <div className={`popover ${className}`} ref={root} onKeyDown={(event) => { if (event.key === "Escape" && open) { event.stopPropagation(); close(); } }}>
      <button type="button" className={mark ? "marked" : undefined} aria-expanded={open} aria-controls={open ? panel : undefined} onClick={() => setOpen(!open)}>{label} <span aria-hidden="true">▾</span></button>
      {open && <div className="panel" id={panel}>{children(close)}</div>}
    </div>
  );
}
