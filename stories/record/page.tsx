import type { Filters, Locale, Role } from "@northstar/core";
import { ExecutiveView, NorthstarProvider, OperationalView, TechnicalView } from "@northstar/react";
import { createRoot } from "react-dom/client";
import { NOW } from "../support/clock.ts";

const VIEWS = { executive: ExecutiveView, operational: OperationalView, technical: TechnicalView };

/** One screen to be recorded. */
export interface Scene {
  view: keyof typeof VIEWS;
  role: Role;
  filters: Filters;
}

interface Reply {
  status: number;
  type: string;
  body: string;
}

declare global {
  interface Window {
    /** The real server, in the process that drives this page. */
    askServer(role: Role, path: string, method: string, body: string | null): Promise<Reply>;
    /** Draws a scene and waits until it asks nothing more. */
    recordScene(scene: Scene): Promise<void>;
  }
}

const LOCALE: Locale = "es";
const QUIET_MS = 1500;

window.recordScene = async ({ view, role, filters }) => {
  let open = 0;
  let lastChange = performance.now();
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(String(input));
    if (pathname.endsWith("/events")) return new Response(null, { status: 404 });
    open += 1;
    lastChange = performance.now();
    try {
      const { status, type, body } = await window.askServer(role, pathname, init?.method ?? "GET", String(init?.body));
      return new Response(body, { status, headers: { "content-type": type } });
    } finally {
      open -= 1;
      lastChange = performance.now();
    }
  };
  const place = document.createElement("div");
  document.body.append(place);
  const root = createRoot(place);
  const View = VIEWS[view];
  root.render(
    <NorthstarProvider
      apiUrl="https://northstar.test"
      getToken={() => `e30.${btoa(JSON.stringify({ sub: role, exp: 4_102_444_800 }))}.`}
      locale={LOCALE}
      filters={filters}
      now={() => NOW}
      fetch={fetch}
    >
      <View />
    </NorthstarProvider>,
  );
  const isQuiet = () => open === 0 && performance.now() - lastChange > QUIET_MS;
  while (!isQuiet()) await new Promise((later) => setTimeout(later, 100));
  root.unmount();
  place.remove();
};
