import { ROLES, ROW_FILTERS } from "@northstar/core";
import { ServerError } from "../errors.ts";

/** What signing and verifying need to agree on. */
export interface TokenSettings {
  /** Shared secret of HS256: at least 32 bytes, random. */
  secret: string | Uint8Array;
  /** @default "northstar" */
  audience?: string | undefined;
  /** @default "northstar" */
  issuer?: string | undefined;
  /** Tenant of a grant that names none. @default "default" */
  tenant?: string | undefined;
  /** Roles that a token may carry: the groups of the model's `access_policy`. @default Northstar's own */
  roles?: readonly string[] | undefined;
  /** Row filters that a token may carry: dimensions that the model's `meta.row_filters` name. @default Northstar's own */
  rowFilters?: readonly string[] | undefined;
  /** In production a published or guessable secret is refused. @default NODE_ENV === "production" */
  production?: boolean | undefined;
  /** The clock. @default () => new Date() */
  now?: (() => Date) | undefined;
}

/** `TokenSettings` with nothing optional left. */
export interface ResolvedTokenSettings {
  key: Uint8Array;
  audience: string;
  issuer: string;
  tenant: string;
  roles: readonly string[];
  rowFilters: readonly string[];
  now: () => Date;
}

/** The only algorithm: a list in one place, so that no token's header can choose another. */
export const TOKEN_ALGORITHMS = ["HS256"];

/** Longest life of a token, seconds. */
export const MAX_TOKEN_SECONDS = 900;

/** How far two clocks may be apart, seconds. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** The secret that documentation and examples show: refused in production. */
export const SAMPLE_SECRET = "northstar-sample-secret-never-use-it-in-production";

const MIN_SECRET_BYTES = 32;
const MIN_DISTINCT_BYTES = 8;

/** Whether this process says it is a production one. */
export function isProduction(): boolean {
  return process.env.NODE_ENV === "production";
}

/**
 * Checks the secret and fills the defaults.
 * @throws ServerError `secret_missing`, `secret_short` (under 32 bytes), and in production `secret_known` (the sample one, or one of a few repeated characters).
 */
export function resolveTokenSettings(settings: TokenSettings): ResolvedTokenSettings {
  const { secret } = settings;
  const key = typeof secret === "string" ? new TextEncoder().encode(secret) : secret;
  if (!(key instanceof Uint8Array) || key.length === 0) {
    throw new ServerError(
      "secret_missing",
      "No secret is set, so tokens can be neither signed nor checked. Set `secret` to at least 32 random bytes, for example from `openssl rand -base64 48`.",
    );
  }
  if (key.length < MIN_SECRET_BYTES) {
    throw new ServerError(
      "secret_short",
      `The secret has ${key.length} bytes; HS256 needs at least ${MIN_SECRET_BYTES}, or tokens can be forged by trying. Make one with \`openssl rand -base64 48\`.`,
    );
  }
  if ((settings.production ?? isProduction()) && isKnown(key)) {
    throw new ServerError(
      "secret_known",
      "The secret is the published sample or made of a few repeated characters, so anyone can sign tokens. Make one with `openssl rand -base64 48`.",
    );
  }
  return {
    key,
    audience: settings.audience ?? "northstar",
    issuer: settings.issuer ?? "northstar",
    tenant: settings.tenant ?? "default",
    roles: settings.roles ?? ROLES,
    rowFilters: settings.rowFilters ?? ROW_FILTERS,
    now: settings.now ?? (() => new Date()),
  };
}

function isKnown(key: Uint8Array): boolean {
  return new Set(key).size < MIN_DISTINCT_BYTES || new TextDecoder().decode(key).trim() === SAMPLE_SECRET;
}
