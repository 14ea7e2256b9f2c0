import { z } from "zod";
import { type Model, readModel } from "../../codegen/readModel.ts";
import {
  type CompiledModel,
  compileDefinitions,
  type RecordedFunnel,
  type RecordedKpi,
} from "../compileDefinitions.ts";

const kpiSchema = z.looseObject({
  id: z.string(),
  version: z.int().default(1),
  unit: z.string().default("count"),
  polarity: z.string().default("up"),
  grain: z.string().default("month"),
  timeDimension: z.string(),
  cohortLagDays: z.number().optional(),
  comparesWholePeriods: z.boolean().optional(),
  aliases: z.array(z.looseObject({ id: z.string() })).default([]),
  breakdowns: z.array(z.string()).default([]),
});

const funnelSchema = z.looseObject({
  id: z.string(),
  version: z.int().default(1),
  timeDimension: z.string(),
  breakdowns: z.array(z.string()).default([]),
  steps: z.array(z.looseObject({ id: z.string(), measure: z.string(), medianSecondsMeasure: z.string().optional() })),
});

/** A number of a metric: what to ask Cube for. */
export interface AskedNumber {
  /** The metric's id, and the step of a funnel: `acquisition: registrations`. */
  label: string;
  unit: string;
  view: string;
  /** `executive.content_minutes`. */
  measure: string;
  timeDimension: string;
  /** Dimensions of the view, without it, that can break it down, the likeliest first. */
  dimensions: readonly string[];
}

/** A KPI or funnel of a model, to be compared. */
export interface ComparedMetric {
  kind: "kpi" | "funnel";
  id: string;
  version: number;
  aliases: readonly string[];
  /** Days until nobody's window is open any more. */
  cohortLagDays: number;
  numbers: readonly AskedNumber[];
}

export interface ReadMetrics {
  metrics: readonly ComparedMetric[];
  compiled: CompiledModel;
}

/**
 * Reads a model as far as its numbers need it: what today's schema wants besides, an old model may lack.
 *
 * @throws ModelError a model whose files can't be read or whose SQL refers to what isn't there
 */
export async function readMetrics(modelPath: string): Promise<ReadMetrics> {
  const model = await readModel(modelPath);
  const kpis = recordedKpis(model);
  const funnels = recordedFunnels(model);
  const metrics = [...kpis.map(metricOfKpi), ...funnels.map(metricOfFunnel)];
  // The first view that shows it stands for the others: its measure is the same in all.
  const first = new Map(metrics.toReversed().map((metric) => [`${metric.kind} ${metric.id}`, metric]));
  return {
    metrics: [...first.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    compiled: compileDefinitions(model, { kpis, funnels }),
  };
}

type LooseKpi = RecordedKpi & { kpi: z.infer<typeof kpiSchema> };
type LooseFunnel = RecordedFunnel & { funnel: z.infer<typeof funnelSchema> };

function recordedKpis({ views }: Model): LooseKpi[] {
  return views.flatMap((view) =>
    view.members.flatMap((member) => {
      const record = kpiSchema.safeParse(member.meta.kpi);
      if (member.kind !== "measure" || !record.success) return [];
      const isShown = view.members.some(({ name }) => name === record.data.timeDimension);
      return isShown ? [{ kpi: record.data, view, member }] : [];
    }),
  );
}

function recordedFunnels({ views }: Model): LooseFunnel[] {
  return views.flatMap((view) =>
    (Array.isArray(view.meta.funnels) ? view.meta.funnels : []).flatMap((found: unknown) => {
      const record = funnelSchema.safeParse(found);
      return record.success ? [{ funnel: record.data, view }] : [];
    }),
  );
}

function metricOfKpi({ kpi, view, member }: LooseKpi): ComparedMetric {
  const cube = member.definedAs.split(".")[0];
  const filters = Array.isArray(member.meta.row_filters) ? member.meta.row_filters.map(String) : [];
  const shown = view.members.filter(({ kind, type }) => kind === "dimension" && type !== "time");
  const own = shown.filter(({ definedAs }) => definedAs.split(".")[0] === cube);
  const dimensions = [
    ...[...filters, ...kpi.breakdowns].filter((name) => shown.some((dimension) => dimension.name === name)),
    ...own.map(({ name }) => name),
  ];
  return {
    kind: "kpi",
    id: kpi.id,
    version: kpi.version,
    aliases: kpi.aliases.map(({ id }) => id),
    cohortLagDays: kpi.cohortLagDays ?? 0,
    numbers: [
      {
        label: kpi.id,
        unit: kpi.unit,
        view: view.name,
        measure: `${view.name}.${member.name}`,
        timeDimension: `${view.name}.${kpi.timeDimension}`,
        dimensions: [...new Set(dimensions)].filter((name) => name !== "tenant"),
      },
    ],
  };
}

function metricOfFunnel({ funnel, view }: LooseFunnel): ComparedMetric {
  const asked = (label: string, measure: string, unit: string): AskedNumber => ({
    label: `${funnel.id}: ${label}`,
    unit,
    view: view.name,
    measure: `${view.name}.${measure}`,
    timeDimension: `${view.name}.${funnel.timeDimension}`,
    dimensions: funnel.breakdowns,
  });
  return {
    kind: "funnel",
    id: funnel.id,
    version: funnel.version,
    aliases: [],
    cohortLagDays: 0,
    numbers: funnel.steps.flatMap(({ id, measure, medianSecondsMeasure: median }) => [
      asked(id, measure, "people"),
      ...(median === undefined ? [] : [asked(`median seconds to ${id}`, median, "seconds")]),
    ]),
  };
}
