import {
  EXECUTIVE_SECTIONS,
  ExecutiveView,
  OPERATIONAL_SECTIONS,
  OperationalView,
  TECHNICAL_SECTIONS,
  TechnicalView,
} from "@northstar/react";
import type { ComponentType } from "react";

const VIEWS = {
  executive: { component: ExecutiveView as SectionedView, sections: EXECUTIVE_SECTIONS as readonly string[] },
  operational: { component: OperationalView as SectionedView, sections: OPERATIONAL_SECTIONS as readonly string[] },
  technical: { component: TechnicalView as SectionedView, sections: TECHNICAL_SECTIONS as readonly string[] },
};

type SectionedView = ComponentType<{ sections?: readonly string[] }>;
export type ViewName = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];

/** A whole view by its name, or those of its sections that are named, in their order. */
export function View({ name, sections }: ViewProps) {
  const { component: Named, sections: all } = VIEWS[name];
  if (sections === undefined) return <Named />;
  const unknown = sections.filter((section) => !all.includes(section));
  if (unknown.length > 0) {
    throw new Error(`The ${name} view has no section ${unknown.join(", ")}. Its sections are ${all.join(", ")}.`);
  }
  return <Named sections={sections} />;
}

export interface ViewProps {
  name: ViewName;
  /** Names of the view's sections. @default all */
  sections?: readonly string[];
}
