import type { ReactNode } from "react";

/** A part of the form under a name. */
export function FormPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="ns-own-part">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
