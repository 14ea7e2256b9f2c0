import type { Locale } from "@northstar/core";
import { type Fetch, NorthstarProvider, type Theme } from "@northstar/react";
import { type ReactNode, useMemo } from "react";
import { NOW } from "./clock.ts";
import { createFakeFetch } from "./server.ts";

const NO_ONE = `e30.${btoa(JSON.stringify({ sub: "story", exp: 4_102_444_800 }))}.`;
const now = () => NOW;
const getToken = () => NO_ONE;

/** Where a story stands: a real provider with a server in memory, a fixed clock, and the page's background. */
export function Stage({ theme, locale, width, fetch, isPage = false, children }: StageProps) {
  const server = useMemo(() => fetch ?? createFakeFetch(), [fetch]);
  const place = (
    <div style={{ maxWidth: width === "full" ? "none" : Number(width ?? 360), marginInline: "auto" }}>{children}</div>
  );
  return (
    <NorthstarProvider
      // Another server is another cache.
      key={`${locale}${width}`}
      apiUrl="https://northstar.test"
      getToken={getToken}
      locale={locale}
      theme={theme}
      now={now}
      fetch={server}
    >
      {isPage ? (
        <div style={{ padding: 16 }}>{place}</div>
      ) : (
        <div
          className="ns-root"
          data-ns-theme={theme}
          data-ns-scheme={theme === "dark" ? "dark" : "light"}
          style={{ inlineSize: "auto" }}
        >
          <div style={{ background: "var(--ns-canvas)", minHeight: "100vh", padding: 16 }}>{place}</div>
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
  fetch: Fetch | undefined;
  /** A host's bare page instead: what is embedded brings its own root, and is laid out by the host. @default false */
  isPage?: boolean | undefined;
  children: ReactNode;
}
