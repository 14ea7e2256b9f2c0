import { diffDefinitions, type MetricDetail, type MetricVersion } from "@northstar/core";
import { useMemo, useState } from "react";
import { Select } from "../components/Select.tsx";
import { DefinitionLines } from "./DefinitionLines.tsx";
import type { MetricsInterface } from "./texts.ts";

/** The compiled definition of a version, or what differs from another; for the role that writes them. */
export function CompiledView({ metric: { versions }, ui }: { metric: MetricDetail; ui: MetricsInterface }) {
  const { t } = ui;
  const [chosen, setChosen] = useState<number | null>(null);
  const [other, setOther] = useState<number | "none" | null>(null);
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0];
  if (!shown) return null;
  if (versions.every(({ definition }) => definition === "role")) {
    return <p className="ns-note">{t("metrics.compiled_role")}</p>;
  }
  const base = baseOf(versions, shown, other);
  const option = ({ version }: MetricVersion) => ({
    value: String(version),
    label: t("metrics.version_option", { version }),
  });
  return (
    <>
      {versions.length > 1 && (
        <div className="ns-metric-choice">
          <Select
            label={t("metrics.shown_version")}
            prefix={t("metrics.shown_version")}
            value={String(shown.version)}
            options={versions.map(option)}
            onChange={(value) => {
              setChosen(Number(value));
              setOther(null);
            }}
          />
          <Select
            label={t("metrics.compared_with")}
            prefix={t("metrics.compared_with")}
            value={base ? String(base.version) : "none"}
            options={[
              { value: "none", label: t("metrics.compared_none") },
              ...versions.filter((version) => version !== shown).map(option),
            ]}
            onChange={(value) => setOther(value === "none" ? "none" : Number(value))}
          />
        </div>
      )}
      <Definition shown={shown} base={base} ui={ui} />
    </>
  );
}

/** What a version is compared with: what the reader chose, else the version before it that is kept. */
function baseOf(
  versions: readonly MetricVersion[],
  shown: MetricVersion,
  other: number | "none" | null,
): MetricVersion | null {
  if (other === "none") return null;
  if (other !== null) return versions.find(({ version }) => version === other && version !== shown.version) ?? null;
  return versions.find(({ version, definition }) => version < shown.version && definition === "shown") ?? null;
}

function Definition({ shown, base, ui }: DefinitionProps) {
  const { t } = ui;
  const missing = [shown, ...(base ? [base] : [])].find(({ compiled }) => !compiled);
  // Read forwards in time, whichever of the two was chosen first.
  const [before, after] = base && base.version > shown.version ? [shown, base] : [base, shown];
  const sections = useMemo(
    () => (after.compiled ? diffDefinitions(before?.compiled ?? NOTHING, after.compiled) : []),
    [before, after],
  );
  if (missing) return <p className="ns-note">{t("metrics.not_kept", { version: missing.version })}</p>;
  if (!before) {
    return (
      <DefinitionLines
        title={t("metrics.whole", { version: after.version })}
        sections={sections.map(({ part, lines }) => ({
          part,
          state: "changed",
          lines: lines.map((line) => (line.kind === "added" ? { ...line, kind: "same" } : line)),
        }))}
        ui={ui}
      />
    );
  }
  const names = { before: before.version, after: after.version };
  if (sections.length === 0) return <p className="ns-note">{t("metrics.same", names)}</p>;
  return <DefinitionLines title={t("metrics.diff", names)} sections={sections} versions={names} ui={ui} />;
}

const NOTHING = { record: [], parts: {} };

interface DefinitionProps {
  shown: MetricVersion;
  base: MetricVersion | null;
  ui: MetricsInterface;
}
