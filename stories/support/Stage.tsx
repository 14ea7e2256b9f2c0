import type { Locale, Role } from "@northstar/core";
import { type Density, type Direction, type Fetch, NorthstarProvider, type Theme } from "@northstar/react";
import { type ReactNode, useMemo } from "react";
import { NOW } from "./clock.ts";
import { createRecordedFetch } from "./recordedFetch.ts";
import { createFakeFetch } from "./server.ts";

const NO_ONE = `e30.${btoa(JSON.stringify({ sub: "story", exp: 4_102_444_800 }))}.`;
const now = () => NOW;
const getToken = () => NO_ONE;

/** Where a story stands: a real provider with a server in memory, a fixed clock, and the page's background. */
export function Stage({
  theme,
  locale,
  width,
  fetch,
  role,
  timeZone,
  density,
  direction = "ltr",
  isPage = false,
  isAlone = true,
  children,
}: StageProps) {
  const server = useMemo(
    () => fetch ?? (role === undefined ? createFakeFetch() : createRecordedFetch(role, timeZone)),
    [fetch, role, timeZone],
  );
  const place = (
    <div style={{ maxWidth: width === "full" ? "none" : Number(width ?? 360), marginInline: "auto" }}>{children}</div>
  );
  return (
    <NorthstarProvider
      // Another server is another cache.
      key={`${locale}${width}${role}${timeZone}`}
      apiUrl="https://northstar.test"
      getToken={getToken}
      locale={locale}
      theme={theme}
      density={density}
      direction={direction}
      now={now}
      fetch={server}
    >
      {isPage ? (
        <div style={{ padding: 16 }}>{place}</div>
      ) : (
        <div
          className="ns-root"
          data-ns-theme={theme}
          data-ns-density={density}
          dir={direction}
          data-ns-scheme={theme === "dark" ? "dark" : "light"}
          style={{ inlineSize: "auto" }}
        >
          <div style={{ background: "var(--ns-canvas)", minHeight: isAlone ? "100vh" : undefined, padding: 16 }}>
            {place}
          </div>
        </div>
      )}
    </NorthstarProvider>
  );
}

interface StageProps {
  theme: Theme;
  locale: Locale;
  /** Pixels, or `full`. */
  width: string | number | undefined;
  /** A server of the story's own. */
  fetch: Fetch | undefined;
  /** The real server's recorded answers for a role; hand-made ones without either. */
  role: Role | undefined;
  /** Zone of the recorded server. */
  timeZone: string;
  density: Density;
  /** @default "ltr" */
  direction?: Direction | undefined;
  /** A host's bare page instead: what is embedded brings its own root, and is laid out by the host. @default false */
  isPage?: boolean | undefined;
  /** Whether it has the window to itself, and isn't one of many on a page. @default true */
  isAlone?: boolean | undefined;
  children: ReactNode;
}
