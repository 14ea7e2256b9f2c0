import type { Claims } from "@northstar/core";
import { errors, jwtVerify } from "jose";
import { ServerError } from "../errors.ts";
import { describeIssues, payloadSchema } from "./grantSchema.ts";
import {
  CLOCK_TOLERANCE_SECONDS,
  MAX_TOKEN_SECONDS,
  type ResolvedTokenSettings,
  resolveTokenSettings,
  TOKEN_ALGORITHMS,
  type TokenSettings,
} from "./settings.ts";

/** A token that was found good: who it speaks for, and until when. */
export interface VerifiedToken {
  claims: Claims;
  expiresAt: Date;
}

const MAX_TOKEN_LENGTH = 8192;

/**
 * Checks a token: algorithm, signature, audience, issuer, times, and that every claim is a known one.
 * @throws ServerError with status 401 and a `token_*` code that says which check failed; the `secret_*` codes of `resolveTokenSettings`.
 */
export async function verifyToken(token: string, settings: TokenSettings): Promise<VerifiedToken> {
  const resolved = resolveTokenSettings(settings);
  if (token.trim() === "") {
    throw new ServerError("token_missing", "The request carries no token. Send `Authorization: Bearer <token>`.");
  }
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new ServerError("token_malformed", `The token is longer than ${MAX_TOKEN_LENGTH} characters.`);
  }
  const payload = await verifySignature(token, resolved);
  const parsed = payloadSchema(resolved).safeParse(payload);
  if (!parsed.success) {
    throw new ServerError(
      "token_claims",
      `The token's claims are refused. ${describeIssues(parsed.error)}. A claim that is not known is refused, not ignored.`,
    );
  }
  const { sub, tenant, roles, filters, can, iat, exp } = parsed.data;
  if (exp <= iat || exp - iat > MAX_TOKEN_SECONDS) {
    throw new ServerError(
      "token_lifetime",
      `The token lives ${exp - iat} s; at most ${MAX_TOKEN_SECONDS} s are accepted. Renew it instead.`,
    );
  }
  if (iat > Math.floor(resolved.now().getTime() / 1000) + CLOCK_TOLERANCE_SECONDS) {
    throw new ServerError("token_not_yet_valid", "The token says it was issued in the future. Check both clocks.");
  }
  return { claims: { sub, tenant, roles, filters, can }, expiresAt: new Date(exp * 1000) };
}

async function verifySignature(token: string, { key, audience, issuer, now }: ResolvedTokenSettings): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: TOKEN_ALGORITHMS,
      audience,
      issuer,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now(),
      requiredClaims: ["iat", "exp"],
    });
    return payload;
  } catch (error) {
    throw tokenError(error);
  }
}

function tokenError(cause: unknown): ServerError {
  if (cause instanceof errors.JWTExpired) {
    return new ServerError("token_expired", "The token has expired. Ask the host for a new one.", { cause });
  }
  if (cause instanceof errors.JOSEAlgNotAllowed || cause instanceof errors.JOSENotSupported) {
    return new ServerError("token_algorithm", "The token is signed with an algorithm other than HS256.", { cause });
  }
  if (cause instanceof errors.JWSSignatureVerificationFailed) {
    return new ServerError(
      "token_signature",
      "The token's signature does not fit: it was changed, or signed with another secret.",
      { cause },
    );
  }
  if (cause instanceof errors.JWTClaimValidationFailed) {
    switch (cause.claim) {
      case "aud":
        return new ServerError("token_audience", "The token is for another audience than this server.", { cause });
      case "iss":
        return new ServerError("token_issuer", "The token comes from another issuer than this server accepts.", {
          cause,
        });
      case "nbf":
        return new ServerError("token_not_yet_valid", "The token is not valid yet. Check both clocks.", { cause });
      default:
        return new ServerError("token_claims", `The token's claim ${cause.claim} is missing or not acceptable.`, {
          cause,
        });
    }
  }
  return new ServerError("token_malformed", "What was sent is not a signed JSON web token.", { cause });
}
