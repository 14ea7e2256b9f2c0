import type { DefinitionLine, DefinitionSection } from "@northstar/core";
import { useId } from "react";
import type { MetricsInterface } from "./texts.ts";

/**
 * Pieces of a definition, line by line. What goes and what comes is said by a sign and by words, not by colour alone; long lines go on
 * in the next, so that a phone needs no scrolling.
 */
export function DefinitionLines({ title, sections, versions, ui }: DefinitionLinesProps) {
  const id = useId();
  return (
    <div className="ns-definition">
      <h4 id={id} className="ns-metric-minor">
        {title}
      </h4>
      {sections.map((section) => (
        <Section key={section.part ?? ""} section={section} versions={versions} ui={ui} />
      ))}
    </div>
  );
}

function Section({ section: { part, state, lines }, versions, ui: { t } }: SectionProps) {
  const id = useId();
  const name = part ?? t("metrics.part_record");
  return (
    <section aria-labelledby={id}>
      <h5 id={id} className="ns-definition-part">
        {part === null ? name : <code>{name}</code>}
        {versions && state === "added" && (
          <span className="ns-badge">{t("metrics.part_added", { version: versions.after })}</span>
        )}
        {versions && state === "removed" && (
          <span className="ns-badge">{t("metrics.part_removed", { version: versions.after })}</span>
        )}
      </h5>
      <ol className="ns-definition-lines">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand twice, and none has a name
          <Line key={index} line={line} t={t} />
        ))}
      </ol>
    </section>
  );
}

function Line({ line, t }: { line: DefinitionLine; t: MetricsInterface["t"] }) {
  if (line.kind === "skipped") {
    return (
      <li className="ns-definition-line" data-kind="skipped">
        {t.plural("metrics.skipped", line.count)}
      </li>
    );
  }
  const { kind, text } = line;
  return (
    <li className="ns-definition-line" data-kind={kind}>
      {kind === "same" ? (
        <code>{text}</code>
      ) : (
        <>
          <span className="ns-visually-hidden">
            {t(kind === "added" ? "metrics.line_added" : "metrics.line_removed")}{" "}
          </span>
          {kind === "added" ? (
            <ins>
              <code>{text}</code>
            </ins>
          ) : (
            <del>
              <code>{text}</code>
            </del>
          )}
        </>
      )}
    </li>
  );
}

interface DefinitionLinesProps {
  title: string;
  sections: readonly DefinitionSection[];
  /** The versions that are compared; absent where one is shown whole. */
  versions?: { before: number; after: number };
  ui: MetricsInterface;
}

interface SectionProps {
  section: DefinitionSection;
  versions: DefinitionLinesProps["versions"];
  ui: MetricsInterface;
}
