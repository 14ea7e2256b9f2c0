import type { Catalog, KpiMeta } from "@northstar/core";
import { changedDefinitions, linkVersions, type MadeLink, type OpenedLink } from "@northstar/core/links";
import { Hono, type MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/authenticate.ts";
import { readJsonBody } from "../load/readBody.ts";
import type { VerifiedToken } from "../token/verifyToken.ts";
import { searchForReader } from "./forReader.ts";
import type { LinkTokens } from "./linkTokens.ts";
import { parseLinkState } from "./parseLinkState.ts";

const EXAMPLE = '{"search": "?ns.period=last_month", "grain": null, "asOf": null}';

/**
 * Below `/northstar/v1/links`: signed links to what somebody looks at. A link holds no number and gives no right: who opens it sees what
 * their own token allows, and is told which definitions, of those they see, aren't what they were.
 */
export function linkRoutes(
  { tokens, allKpis }: LinkParts,
  catalog: (verified: VerifiedToken) => Promise<Catalog>,
  authenticated: MiddlewareHandler<AppEnv>,
): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.use("*", authenticated);
  routes.post("/", async ({ req, json, var: { verified } }) => {
    const state = parseLinkState(await readJsonBody(req.raw, EXAMPLE));
    const { tenant } = verified.claims;
    // Of all of them: who opens it may see others than who makes it. The link is sealed.
    const { link, expiresAt } = await tokens.sign({ tenant, state, versions: linkVersions(await allKpis()) });
    return json({ link, expiresAt: expiresAt.toISOString() } satisfies MadeLink, 201, NOT_KEPT);
  });
  routes.get("/:link", async ({ req, json, var: { verified } }) => {
    const { state, versions, madeAt } = await tokens.verify(req.param("link"), verified.claims.tenant);
    const { kpis } = await catalog(verified);
    const changed = changedDefinitions(kpis, versions);
    const forReader = searchForReader(state.search, kpis);
    return json({ ...state, ...forReader, madeAt: madeAt.toISOString(), changed } satisfies OpenedLink, 200, NOT_KEPT);
  });
  return routes;
}

/** What links are made with. */
export interface LinkParts {
  tokens: LinkTokens;
  /** Every KPI of the model, whoever sees it. */
  allKpis: () => Promise<readonly Pick<KpiMeta, "id" | "version">[]>;
}

/** The next reader may see less. */
const NOT_KEPT = { "cache-control": "no-store" };
