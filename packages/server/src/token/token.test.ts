import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { ServerError } from "../errors.ts";
import { SAMPLE_SECRET, type TokenSettings } from "./settings.ts";
import { signToken } from "./signToken.ts";
import { verifyToken } from "./verifyToken.ts";

const now = new Date("2026-11-22T12:00:00Z");
const seconds = Math.floor(now.getTime() / 1000);
const settings: TokenSettings = { secret: "0123456789abcdef0123456789abcdef", now: () => now };
const key = new TextEncoder().encode("0123456789abcdef0123456789abcdef");

const payload = {
  sub: "ana",
  tenant: "default",
  roles: ["director"],
  filters: {},
  can: [],
  iss: "northstar",
  aud: "northstar",
  iat: seconds,
  exp: seconds + 900,
};

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (claims: Record<string, unknown>, secret = key, alg = "HS256") =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(secret);

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ServerError) return error.code;
    throw error;
  }
  return "accepted";
}

describe("a token signed here", () => {
  it("comes back as the claims it was granted", async () => {
    const token = await signToken(
      { sub: "ana", roles: ["director"], filters: { country: ["CO", "MX"] }, can: ["export"], expiresInSeconds: 60 },
      settings,
    );
    expect(await verifyToken(token, settings)).toEqual({
      claims: {
        sub: "ana",
        tenant: "default",
        roles: ["director"],
        filters: { country: ["CO", "MX"] },
        can: ["export"],
      },
      expiresAt: new Date("2026-11-22T12:01:00Z"),
    });
  });

  it.each([
    ["an unknown role", { sub: "a", roles: ["root"] }],
    ["no role", { sub: "a", roles: [] }],
    ["an unknown filter key", { sub: "a", roles: ["director"], filters: { city: ["Cali"] } }],
    ["a filter with no value", { sub: "a", roles: ["director"], filters: { country: [] } }],
    ["an unknown capability", { sub: "a", roles: ["director"], can: ["fly"] }],
    ["an unknown key", { sub: "a", roles: ["director"], admin: true }],
    ["an empty subject", { sub: "", roles: ["director"] }],
    ["a life over 15 minutes", { sub: "a", roles: ["director"], expiresInSeconds: 901 }],
    ["no life", { sub: "a", roles: ["director"], expiresInSeconds: 0 }],
  ])("is not signed with %s", async (_, grant) => {
    expect(await codeOf(signToken(grant as never, settings))).toBe("grant_invalid");
  });
});

describe("a model's own roles and row filters", () => {
  const own: TokenSettings = { ...settings, roles: ["agent"], rowFilters: ["plan"] };
  const grant = { sub: "ana", roles: ["agent"], filters: { plan: ["basic"] } } as never;

  it("are signed and verified where both know them", async () => {
    const { claims } = await verifyToken(await signToken(grant, own), own);
    expect(claims).toMatchObject({ roles: ["agent"], filters: { plan: ["basic"] } });
  });

  it("are refused where they aren't known, and take the place of Northstar's", async () => {
    expect(await codeOf(signToken(grant, settings))).toBe("grant_invalid");
    expect(await codeOf(verifyToken(await signToken(grant, own), settings))).toBe("token_claims");
    expect(await codeOf(verifyToken(await sign(payload), own))).toBe("token_claims");
    const uncut = await sign({ ...payload, roles: ["agent"], filters: { country: ["CO"] } });
    expect(await codeOf(verifyToken(uncut, own))).toBe("token_claims");
  });
});

describe("attacks", () => {
  const good = sign(payload);
  const tampered = async () => {
    const [header, , signature] = (await good).split(".");
    return `${header}.${base64url({ ...payload, roles: ["analyst"] })}.${signature}`;
  };

  it("the untouched token is accepted, so that each refusal below has its one reason", async () => {
    expect(await codeOf(verifyToken(await good, settings))).toBe("accepted");
  });

  it.each<[string, string, () => Promise<string> | string]>([
    ["nothing", "token_missing", () => ""],
    ["words", "token_malformed", () => "not a token"],
    ["two parts", "token_malformed", () => "a.b"],
    ["9,000 characters", "token_malformed", () => "a".repeat(9000)],
    ["alg none", "token_algorithm", () => `${base64url({ alg: "none" })}.${base64url(payload)}.`],
    ["alg NONE with a signature", "token_algorithm", () => `${base64url({ alg: "NONE" })}.${base64url(payload)}.AAAA`],
    ["alg HS512", "token_algorithm", () => sign(payload, new Uint8Array(64).fill(7), "HS512")],
    [
      "alg RS256 over the shared secret",
      "token_algorithm",
      () => `${base64url({ alg: "RS256" })}.${base64url(payload)}.AAAA`,
    ],
    ["a changed payload", "token_signature", tampered],
    ["another secret", "token_signature", () => sign(payload, new TextEncoder().encode("x".repeat(32)))],
    ["no signature", "token_signature", async () => `${(await good).split(".").slice(0, 2).join(".")}.`],
    ["expired", "token_expired", () => sign({ ...payload, iat: seconds - 900, exp: seconds - 6 })],
    ["another audience", "token_audience", () => sign({ ...payload, aud: "billing" })],
    ["no audience", "token_audience", () => sign({ ...payload, aud: undefined })],
    ["a list of audiences", "token_claims", () => sign({ ...payload, aud: ["northstar", "billing"] })],
    ["another issuer", "token_issuer", () => sign({ ...payload, iss: "elsewhere" })],
    ["not valid yet", "token_not_yet_valid", () => sign({ ...payload, nbf: seconds + 60 })],
    ["issued in the future", "token_not_yet_valid", () => sign({ ...payload, iat: seconds + 60, exp: seconds + 900 })],
    ["no end", "token_claims", () => sign({ ...payload, exp: undefined })],
    ["no issue time", "token_claims", () => sign({ ...payload, iat: undefined })],
    ["a life of an hour", "token_lifetime", () => sign({ ...payload, exp: seconds + 3600 })],
    ["an unknown claim", "token_claims", () => sign({ ...payload, admin: true })],
    ["an unknown role", "token_claims", () => sign({ ...payload, roles: ["root"] })],
    ["no role", "token_claims", () => sign({ ...payload, roles: [] })],
    ["a role that is not a list", "token_claims", () => sign({ ...payload, roles: "director" })],
    ["an unknown filter", "token_claims", () => sign({ ...payload, filters: { city: ["Cali"] } })],
    ["a filter with no value", "token_claims", () => sign({ ...payload, filters: { country: [] } })],
    ["an unknown capability", "token_claims", () => sign({ ...payload, can: ["fly"] })],
    ["no tenant", "token_claims", () => sign({ ...payload, tenant: undefined })],
    ["an empty tenant", "token_claims", () => sign({ ...payload, tenant: "" })],
    ["a subject with a line break", "token_claims", () => sign({ ...payload, sub: "a\nb" })],
  ])("%s → %s", async (_, code, make) => {
    expect(await codeOf(verifyToken(await make(), settings))).toBe(code);
  });

  it("a payload key named __proto__ is an unknown claim", async () => {
    const text = JSON.stringify(payload).replace("{", '{"__proto__":{"roles":["analyst"]},');
    const { CompactSign } = await import("jose");
    const token = await new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: "HS256" }).sign(key);
    expect(await codeOf(verifyToken(token, settings))).toBe("token_claims");
  });

  it("never quotes the secret or the token", async () => {
    const token = await sign({ ...payload, roles: ["root"] });
    const error = await verifyToken(token, settings).catch((caught: unknown) => caught as ServerError);
    expect(String((error as ServerError).message)).not.toContain(token.slice(0, 20));
    expect(String((error as ServerError).message)).not.toContain("0123456789abcdef");
  });
});

describe("the secret", () => {
  it.each([
    ["none", "", false, "secret_missing"],
    ["31 bytes", "a".repeat(31), false, "secret_short"],
    ["the sample one in production", SAMPLE_SECRET, true, "secret_known"],
    ["one repeated character in production", "a".repeat(64), true, "secret_known"],
    ["the sample one in development", SAMPLE_SECRET, false, "accepted"],
    ["32 good bytes in production", "0123456789abcdef0123456789abcdef", true, "accepted"],
  ])("%s", async (_, secret, production, code) => {
    const grant = { sub: "a", roles: ["director"] as const };
    expect(await codeOf(signToken(grant, { ...settings, secret, production }))).toBe(code);
  });
});
