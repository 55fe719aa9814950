/** A field of a form: label, control, help, and its problem beside it. Invariant: help and problem are tied to the control for those who do not see them. */
import { type ReactNode, useId } from "react";

export interface FieldAttributes {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

export interface FieldProps {
  label: string;
  help?: string | undefined;
  problem?: string | undefined;
  wide?: boolean;
  children: (attributes: FieldAttributes) => ReactNode;
}

export function Field({ label, help, problem, wide = false, children }: FieldProps) {
  const id = useId();
  const note = problem ?? help;
  return (
    <div className={wide ? "field wide" : "field"}>
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(note ? { "aria-describedby": `${id}-note` } : {}), ...(problem ? { "aria-invalid": true } : {}) })}
      {note && <small id={`${id}-note`} className={problem ? "problem" : "quiet"}>{note}</small>}
    </div>
  );
}
