import { ExecutiveView } from "@northstar/react";
import type { ComponentType } from "react";

const VIEWS = {
  executive: ExecutiveView,
} satisfies Record<string, ComponentType<object>>;

export type ViewName = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as ViewName[];

/** A whole view by its name. */
export function View({ name }: ViewProps) {
  const Named = VIEWS[name];
  return <Named />;
}

export interface ViewProps {
  name: ViewName;
}
