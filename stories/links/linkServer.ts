import type { LoadRequest, Problem, Query } from "@northstar/core";
import type { LinkState, OpenedLink } from "@northstar/core/links";
import type { Fetch } from "@northstar/react";
import { CATALOG } from "../support/catalog.ts";
import { createFakeFetch } from "../support/server.ts";

/** Of the end of October, by somebody who saw Colombia by weeks. */
export const OPENED: OpenedLink = {
  search: "?ns.compare=previous_year&ns.filter.country=CO",
  grain: "week",
  asOf: "2026-10-30T15:00:00.000Z",
  madeAt: "2026-10-30T15:00:00.000Z",
  dropped: 0,
  changed: [],
};

interface LinkServerOptions {
  /** What opening answers. */
  opened?: OpenedLink | Problem;
  /** What making answers; a link that says what it was made of without it. */
  refused?: Problem;
  /** The reader's row filters. */
  filters?: Record<string, readonly string[]>;
  /** Hears of what links are made of. */
  onMade?: (state: LinkState) => void;
  /** Hears of what tiles ask. */
  onAsked?: (queries: readonly Query[]) => void;
}

/** A server that makes and opens links, and answers all else as the stories' own. */
export function linkFetch({ opened = OPENED, refused, filters, onMade, onAsked }: LinkServerOptions = {}): Fetch {
  const catalog = {
    ...CATALOG,
    dimensionTitles: { country: { es: "País", en: "Country" } },
    ...(filters && { access: { roles: ["director"], can: [], filters } }),
  };
  const rest = createFakeFetch({ catalog });
  return async (input, init) => {
    const { pathname } = new URL(String(input));
    if (pathname.endsWith("/load")) {
      onAsked?.((JSON.parse(String(init?.body)) as LoadRequest).queries.map(({ query }) => query));
    }
    if (!pathname.startsWith("/northstar/v1/links")) return rest(input, init);
    if (init?.method !== "POST") return "code" in opened ? refuse(opened) : Response.json(opened);
    if (refused) return refuse(refused);
    onMade?.(JSON.parse(String(init.body)) as LinkState);
    return Response.json({ link: "eyJsaW5r.c2VhbGVk", expiresAt: "2027-11-23T15:00:00.000Z" }, { status: 201 });
  };
}

function refuse(problem: Problem): Response {
  return Response.json(problem, {
    status: problem.status,
    headers: { "content-type": "application/problem+json" },
  });
}

export const problem = (status: number, code: string, detail: string): Problem => ({
  type: `urn:northstar:problem:${code}`,
  title: code,
  status,
  code,
  detail,
});
