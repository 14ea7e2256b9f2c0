import type { Catalog, CatalogFunnel, CatalogKpi, KpiMeta, KpiPlace, LocalizedText } from "@northstar/core";
import { localizedText, readFunnels, readKpiMeta } from "./kpiMeta.ts";
import { type IndexedMember, type IndexedView, readRowFilters, type ViewIndex } from "./viewIndex.ts";

/** The views in which a KPI is looked for, first match first; other views of a host's model come after, by name. */
const VIEW_ORDER = ["executive", "operational", "technical"];

/** What of a catalogue comes from the installation and the reader's token, not from the model. */
export type CatalogSettings = Pick<
  Catalog,
  | "modelVersion"
  | "timeZone"
  | "currency"
  | "sample"
  | "alerts"
  | "reports"
  | "charts"
  | "suggestions"
  | "usage"
  | "access"
>;

/**
 * The catalogue of a role: each KPI from the first view in which the role sees it, the funnels whose every
 * measure it sees, the names of those KPIs and funnels that exist but are outside the role, and the members of which
 * it sees a mask.
 * @param onFault told of each record of the model that can't be read; it is left out
 */
export function buildCatalog(
  visible: ViewIndex,
  all: ViewIndex,
  settings: CatalogSettings,
  onFault: (where: string, error: Error) => void = () => {},
): Catalog {
  const kpis = readKpis(visible, onFault);
  const denied = [...readKpis(all, () => {}).values()].filter(({ id }) => !kpis.has(id));
  const funnels = collectFunnels(visible, onFault);
  const deniedFunnels = [...collectFunnels(all, () => {}).values()].filter(({ id }) => !funnels.has(id));
  return {
    ...settings,
    kpis: [...kpis.values()],
    denied: denied.map(({ id, title, owner, roles, aliases }) => ({
      id,
      title,
      owner,
      roles,
      ...(aliases && { aliases }),
    })),
    funnels: [...funnels.values()],
    deniedFunnels: deniedFunnels.map(({ id, title, owner, roles = [] }) => ({ id, title, owner, roles })),
    masked: [...visible.members.values()].filter(({ masked }) => masked).map(({ name }) => name),
    dimensionTitles: readDimensionTitles(visible),
  };
}

/** Names of dimensions by their name without the view; where views differ, as the first says it. */
function readDimensionTitles(index: ViewIndex): Record<string, LocalizedText> {
  const titles = new Map<string, LocalizedText>();
  for (const view of inOrder(index)) {
    for (const { kind, name, meta } of view.members) {
      const short = name.slice(view.name.length + 1);
      const title = localizedText.safeParse(meta.title);
      if (kind === "dimension" && title.success && !titles.has(short)) titles.set(short, title.data);
    }
  }
  return Object.fromEntries(titles);
}

/** The KPIs of an index by id. */
export function readKpis(index: ViewIndex, onFault: (where: string, error: Error) => void): Map<string, CatalogKpi> {
  const kpis = new Map<string, CatalogKpi>();
  for (const view of inOrder(index)) {
    for (const member of view.members) {
      if (member.kind !== "measure") continue;
      const kpi = readKpiMeta(member.meta);
      if (kpi instanceof Error) onFault(member.name, kpi);
      else if (kpi) {
        const place: KpiPlace = {
          measure: member.name,
          timeDimensionMember: `${view.name}.${kpi.timeDimension}`,
          dimensions: dimensionsOf(kpi, member, view),
        };
        const first = kpis.get(kpi.id);
        if (first) {
          kpis.set(kpi.id, { ...first, alsoIn: [...(first.alsoIn ?? []), place] });
          continue;
        }
        kpis.set(kpi.id, {
          ...kpi,
          ...place,
          ratioOf: ratioOf(kpi, view, index),
          rowFilters: readRowFilters(member) ?? [],
          drill: (member.drill ?? []).filter((name) => index.members.get(name)?.kind === "dimension"),
        });
      }
    }
  }
  return kpis;
}

/** The parts of a share, where these roles see both beside it. */
function ratioOf({ ratioOf: parts }: KpiMeta, { name }: IndexedView, { members }: ViewIndex): KpiMeta["ratioOf"] {
  const isSeen = (part: string) => members.get(`${name}.${part}`)?.kind === "measure";
  return parts && isSeen(parts.numerator) && isSeen(parts.denominator) ? parts : undefined;
}

/** Not a reader's to choose: a token says whose data there are. */
const TENANT_DIMENSION = "tenant";

/**
 * Dimensions that a KPI may be broken down and filtered by: those it names itself, else those of its own cube and the shared ones by
 * which its rows can be cut, those first. A view may show several facts, and the dimensions of another one wouldn't join. What is
 * masked is left out.
 */
function dimensionsOf({ breakdowns }: KpiMeta, measure: IndexedMember, view: IndexedView): string[] {
  const short = ({ name }: IndexedMember) => name.slice(view.name.length + 1);
  const own = view.members.filter(({ kind, type, masked }) => kind === "dimension" && type !== "time" && !masked);
  const shown = new Set(own.map(short));
  const ofCube = own.filter(({ cube }) => cube === measure.cube).map(short);
  const names = new Set(breakdowns ?? [...(readRowFilters(measure) ?? []), ...ofCube]);
  return [...names].filter((name) => shown.has(name) && name !== TENANT_DIMENSION);
}

/** The funnels of an index by id, names in full. */
export function collectFunnels(
  index: ViewIndex,
  onFault: (where: string, error: Error) => void,
): Map<string, CatalogFunnel> {
  const funnels = new Map<string, CatalogFunnel>();
  for (const view of inOrder(index)) {
    for (const funnel of readFunnels(view.meta)) {
      if (funnel instanceof Error) {
        onFault(view.name, funnel);
        continue;
      }
      const { timeDimension, ...rest } = funnel;
      const full = (name: string) => `${view.name}.${name}`;
      const steps = rest.steps.map((step) => ({
        ...step,
        measure: full(step.measure),
        ...(step.medianSecondsMeasure ? { medianSecondsMeasure: full(step.medianSecondsMeasure) } : {}),
      }));
      const measures = steps.flatMap((step) => [step.measure, step.medianSecondsMeasure ?? step.measure]);
      if (funnels.has(rest.id) || !measures.every((name) => index.members.has(name))) continue;
      funnels.set(rest.id, {
        ...rest,
        steps,
        timeDimensionMember: full(timeDimension),
        breakdowns: rest.breakdowns.map(full).filter((name) => index.members.get(name)?.masked === false),
      });
    }
  }
  return funnels;
}

function inOrder({ views }: ViewIndex): IndexedView[] {
  const rank = (name: string) => (VIEW_ORDER.includes(name) ? VIEW_ORDER.indexOf(name) : VIEW_ORDER.length);
  return [...views.values()].sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}
