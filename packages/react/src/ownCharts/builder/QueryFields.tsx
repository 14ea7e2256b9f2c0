import type { TCubeDimension, TCubeMeasure } from "@cubejs-client/core";
import { QueryBuilder, type QueryBuilderRenderProps } from "@cubejs-client/react";
import { type Catalog, dimensionTitle, GRANULARITIES, type Granularity } from "@northstar/core";
import { CHART_LIMITS, type ChartSpec, findMeasure, shortName, specMeasures } from "@northstar/core/own-charts";
import { useMemo, useState } from "react";
import { SelectField } from "../../alerts/rules/FormFields.tsx";
import { RowsSkeleton } from "../../components/RowsSkeleton.tsx";
import type { ChartsInterface } from "../texts.ts";
import { catalogCube } from "./catalogCube.ts";
import { fittingKind } from "./chartDraft.ts";
import { fromQuery, toQuery } from "./chartQuery.ts";
import { FormPart } from "./FormPart.tsx";
import { goesWith } from "./goesWith.ts";
import { MemberList } from "./MemberList.tsx";

/** Measures, breakdowns and the grain, held by Cube's headless query builder over the reader's catalogue. */
export function QueryFields({ ui, draft, catalog, problem, onChange }: QueryFieldsProps) {
  const cubeApi = useMemo(() => catalogCube(catalog, ui.format.locale), [catalog, ui.format.locale]);
  // The builder's own from then on: what is opened anew makes these fields anew.
  const [start] = useState(() => toQuery(draft, catalog));
  return (
    <QueryBuilder
      cubeApi={cubeApi}
      defaultQuery={start}
      disableHeuristics
      wrapWithQueryRenderer={false}
      onVizStateChanged={({ query = {} }) =>
        onChange((before) => withPart(before, fromQuery(query, catalog, before), catalog))
      }
      render={(builder) =>
        builder.isFetchingMeta ? (
          <RowsSkeleton rows={4} />
        ) : (
          <Fields builder={builder} ui={ui} draft={draft} catalog={catalog} problem={problem} />
        )
      }
    />
  );
}

/** The draft with what was chosen; the same object where nothing is another. A kind that can't say it any more gives way to what fits best. */
function withPart(before: ChartSpec, part: ReturnType<typeof fromQuery>, catalog: Catalog): ChartSpec {
  const { measures, dimensions, grain } = before;
  if (JSON.stringify(part) === JSON.stringify({ measures, dimensions, grain })) return before;
  // Over what time there are numbers is kept until there are some.
  const next = { ...before, ...part, ...(part.measures.length === 0 && { grain }) };
  return { ...next, kind: fittingKind(next, catalog) };
}

function Fields({ builder, ui, draft, catalog, problem }: FieldsProps) {
  const { t, format } = ui;
  const chosen = specMeasures(draft, catalog);
  const nameOf = (name: string) => findMeasure(name, catalog)?.measure.title[format.locale] ?? name;
  const measures = (builder.availableMeasures as TCubeMeasure[]).filter((member) => {
    const measure = findMeasure(member.name, catalog)?.measure;
    return measure && chosen.every(({ id }) => id !== measure.id) && chosen.every((other) => goesWith(measure, other));
  });
  const dimensions = (builder.availableDimensions as TCubeDimension[]).filter(
    ({ name, type }) =>
      type !== "time" &&
      viewOf(name) === viewOf(chosen[0]?.measure ?? "") &&
      !draft.dimensions.includes(shortName(name)) &&
      chosen.every((measure) => measure.dimensions?.includes(shortName(name)) ?? true),
  );
  const [time] = builder.timeDimensions;
  const [first] = chosen;
  const setGrain = (grain: Granularity | "none") => {
    if (grain === "none") {
      if (time) builder.updateTimeDimensions.remove(time as never);
      return;
    }
    const member = { dimension: { name: first?.timeDimensionMember }, granularity: grain } as never;
    if (time) builder.updateTimeDimensions.update(time as never, member);
    else builder.updateTimeDimensions.add(member);
  };
  return (
    <FormPart title={t("own_charts.part_what")}>
      <MemberList
        label={t("own_charts.measures")}
        addLabel={t("own_charts.add_measure")}
        chosen={builder.measures.map((member, index) => ({
          name: nameOf(draft.measures[index] ?? member.name),
          member,
        }))}
        options={measures.map((member) => ({ value: member.name, label: nameOf(member.name), member }))}
        isFull={draft.measures.length >= CHART_LIMITS.measures}
        problem={problem}
        ui={ui}
        onAdd={(member) => {
          const added = first ? null : findMeasure(member.name, catalog)?.measure;
          if (!added || draft.grain === null) return builder.updateMeasures.add(member);
          // With the first one comes the date that all go by.
          const timeDimensions = [{ dimension: added.timeDimensionMember, granularity: draft.grain }];
          builder.updateQuery({
            ...builder.query,
            measures: [...(builder.query.measures ?? []), member.name],
            timeDimensions,
          });
        }}
        onRemove={(member) => builder.updateMeasures.remove(member)}
      />
      <MemberList
        label={t("own_charts.dimensions")}
        addLabel={t("own_charts.add_dimension")}
        chosen={builder.dimensions.map((member, index) => ({
          name: dimensionTitle(draft.dimensions[index] ?? member.name, catalog, format.locale),
          member,
        }))}
        options={dimensions.map((member) => ({
          value: member.name,
          label: dimensionTitle(shortName(member.name), catalog, format.locale),
          member,
        }))}
        isFull={draft.dimensions.length >= CHART_LIMITS.dimensions}
        problem={null}
        ui={ui}
        onAdd={(member) => builder.updateDimensions.add(member)}
        onRemove={(member) => builder.updateDimensions.remove(member)}
      />
      {first && (
        <SelectField
          label={t("own_charts.grain")}
          value={draft.grain ?? "none"}
          options={[
            { value: "none" as const, label: t("own_charts.grain_none") },
            ...GRANULARITIES.map((grain) => ({ value: grain, label: t(`own_charts.grain_${grain}`) })),
          ]}
          onChange={setGrain}
        />
      )}
    </FormPart>
  );
}

function viewOf(member: string): string {
  return member.slice(0, member.indexOf("."));
}

interface QueryFieldsProps {
  ui: ChartsInterface;
  draft: ChartSpec;
  catalog: Catalog;
  /** What is missing of the measures. */
  problem: string | null;
  onChange(change: (before: ChartSpec) => ChartSpec): void;
}

interface FieldsProps extends Omit<QueryFieldsProps, "onChange"> {
  builder: QueryBuilderRenderProps;
}
