import type { PeriodSelection } from "@northstar/core";
import type { ReactNode } from "react";
import { DrillHost } from "../filters/DrillHost.tsx";
import { useViewAccess } from "../hooks/useViewAccess.ts";
import { warnOnce } from "../warnOnce.ts";
import { DefaultPeriod } from "./DefaultPeriod.tsx";
import { Heading, HeadingLevel } from "./Heading.tsx";
import { type BoxProps, Root } from "./Root.tsx";
import { TileBoundary } from "./TileBoundary.tsx";
import { ViewDenied } from "./ViewDenied.tsx";
import { ViewHeader } from "./ViewHeader.tsx";
import { InView } from "./viewContext.ts";

/**
 * What every view is: a header, and under it sections as cells of a grid of twelve columns, in order. Readers whose roles see nothing
 * of them get one place that says whom to ask.
 */
export function ViewFrame<Id extends string>({
  name,
  title,
  note,
  dimensions,
  defaultPeriod,
  places,
  sections,
  replace,
  className,
  style,
}: ViewFrameProps<Id>) {
  const shown = sections
    ? sections.flatMap((section) => toShown(section, places, name))
    : Object.keys(places).map((id) => id as Id);
  const kpis = shown.flatMap((section) => (typeof section === "string" ? places[section].kpis : []));
  const funnels = shown.flatMap((section) => (typeof section === "string" ? (places[section].funnels ?? []) : []));
  const isClosed = useViewAccess(kpis, funnels) === "none";
  const cells = shown.map((section) =>
    typeof section === "string" ? (
      !isClosed && <Place key={section} {...places[section]} replacement={replace?.[section]} name={name} />
    ) : (
      <OwnPlace key={section.id} {...section} />
    ),
  );
  const view = (
    <InView.Provider value={true}>
      <DrillHost>
        <div className="ns-view">
          <ViewHeader title={title} {...(note !== undefined && { note })} {...(dimensions && { dimensions })} />
          {isClosed && <ViewDenied title={title} kpis={kpis} funnels={funnels} />}
          <div className="ns-grid ns-view-grid">{cells}</div>
        </div>
      </DrillHost>
    </InView.Provider>
  );
  return (
    <Root className={className} style={style} tile={name}>
      {defaultPeriod ? <DefaultPeriod period={defaultPeriod}>{view}</DefaultPeriod> : view}
    </Root>
  );
}

function toShown<Id extends string>(
  section: Id | OwnSection,
  places: ViewFrameProps<Id>["places"],
  name: string,
): readonly (Id | OwnSection)[] {
  if (typeof section !== "string" || Object.hasOwn(places, section)) return [section];
  warnOnce(`${name} has no section "${section}". It has: ${Object.keys(places).join(", ")}.`);
  return [];
}

function Place({ span, heading, content, replacement, name }: ViewPlace & { replacement: ReactNode; name: string }) {
  const body = <TileBoundary tile={name}>{replacement ?? content}</TileBoundary>;
  if (!heading) return <div data-span={span}>{body}</div>;
  return (
    <section data-span={span} className="ns-view-section">
      <header className="ns-section-header">
        <Heading className="ns-section-title">{heading.title}</Heading>
        {heading.detail !== undefined && <p className="ns-section-subtitle">{heading.detail}</p>}
      </header>
      <HeadingLevel level={4}>{body}</HeadingLevel>
    </section>
  );
}

function OwnPlace({ id, title, content, span = "12" }: OwnSection) {
  return <Place span={span} heading={{ title }} content={content} replacement={undefined} name={id} kpis={[]} />;
}

/** Columns of twelve that a cell takes where there is room; on a phone each takes all. `aside` is 4 that on a tablet takes all. */
export type ViewSpan = "3" | "4" | "aside" | "5" | "6" | "7" | "8" | "12";

/** A section as a view has it. */
export interface ViewPlace {
  span: ViewSpan;
  /** KPIs that it shows; what roles see of a view is known by them. */
  kpis: readonly string[];
  /** Funnels that it shows. @default none */
  funnels?: readonly string[];
  content: ReactNode;
  /** Above it, for sections that don't head themselves. */
  heading?: { title: string; detail?: string } | undefined;
}

/** A section of the host's. */
export interface OwnSection {
  /** Unique in the view. */
  id: string;
  title: string;
  content: ReactNode;
  /** Columns of twelve that it takes where there is room. @default "12" */
  span?: ViewSpan;
}

/** How a host composes a view. */
export interface ViewProps<Id extends string> extends BoxProps {
  /** What is shown, in order: names of the view's sections, and sections of the host's own. @default all of the view's */
  sections?: readonly (Id | OwnSection)[];
  /** Takes the place of a section's content; what it was keeps its place in the grid. */
  replace?: Readonly<Partial<Record<Id, ReactNode>>>;
}

export interface ViewFrameProps<Id extends string> extends ViewProps<Id> {
  /** Of the component, for `onError` and developers' messages. */
  name: string;
  title: string;
  /** Said after the period. */
  note?: string | null;
  /** Dimensions that readers choose by, without the view. */
  dimensions?: readonly string[];
  /** Until a period is chosen. Keep the object stable between renders. @default the provider's */
  defaultPeriod?: PeriodSelection;
  /** All that the view has, in its own order. */
  places: Readonly<Record<Id, ViewPlace>>;
}
