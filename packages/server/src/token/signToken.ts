import type { Capability, Role, RowFilters } from "@northstar/core";
import { SignJWT } from "jose";
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { describeIssues, grantFields } from "./grantSchema.ts";
import { MAX_TOKEN_SECONDS, resolveTokenSettings, TOKEN_ALGORITHMS, type TokenSettings } from "./settings.ts";

/** Who a token is for and what it lets them see and do. */
export interface TokenGrant {
  /** The person, as the host knows them. */
  sub: string;
  roles: readonly Role[];
  /** Row filters; none means every row of the tenant. @default {} */
  filters?: RowFilters | undefined;
  /** @default [] */
  can?: readonly Capability[] | undefined;
  /** @default the settings' tenant */
  tenant?: string | undefined;
  /** Life in seconds, 1 to 900. @default 900 */
  expiresInSeconds?: number | undefined;
}

/**
 * Signs a token (JWT, HS256) for the browser of one person. Call it in a back end, after the host's own log-in.
 * @throws ServerError `grant_invalid` when a role, a filter key, a capability or the life isn't a known one; the `secret_*` codes of `resolveTokenSettings`.
 */
export async function signToken(grant: TokenGrant, settings: TokenSettings): Promise<string> {
  const { key, audience, issuer, tenant, now, ...names } = resolveTokenSettings(settings);
  const schema = z.strictObject({
    ...grantFields(names),
    expiresInSeconds: z.int().min(1).max(MAX_TOKEN_SECONDS),
  });
  const parsed = schema.safeParse({
    ...grant,
    tenant: grant.tenant ?? tenant,
    filters: grant.filters ?? {},
    can: grant.can ?? [],
    expiresInSeconds: grant.expiresInSeconds ?? MAX_TOKEN_SECONDS,
  });
  if (!parsed.success) {
    throw new ServerError("grant_invalid", `The token was not signed. ${describeIssues(parsed.error)}.`);
  }
  const { expiresInSeconds, sub, ...claims } = parsed.data;
  const issuedAt = Math.floor(now().getTime() / 1000);
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: TOKEN_ALGORITHMS[0] ?? "", typ: "JWT" })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + expiresInSeconds)
    .sign(key);
}
