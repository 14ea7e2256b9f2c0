import { type ReactNode, useId } from "react";
import { Heading } from "../components/Heading.tsx";

/** A part of a review, under its name. */
export function Section({ title, tools, children }: { title: string; tools?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <article className="ns-card ns-report-part" aria-labelledby={id}>
      <div className="ns-card-header">
        <Heading id={id} className="ns-card-title">
          {title}
        </Heading>
        {tools && <div className="ns-card-tools">{tools}</div>}
      </div>
      {children}
    </article>
  );
}
