import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { HostApp, type ViewName } from "./HostApp.tsx";

/** What a host's server sends of a view, rendered the day before it is read. */
export function render(view: ViewName): string {
  return renderToString(
    <StrictMode>
      <HostApp view={view} now={() => new Date("2026-10-31T23:59:59Z")} />
    </StrictMode>,
  );
}
