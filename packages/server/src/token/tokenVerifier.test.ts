import { describe, expect, it } from "vitest";
import { signToken } from "./signToken.ts";
import { createTokenVerifier } from "./tokenVerifier.ts";

const SECRET = "a-secret-of-the-tests-with-more-than-32-bytes";

function open() {
  const clock = { ms: Date.parse("2026-11-22T12:00:00Z") };
  const settings = { secret: SECRET, now: () => new Date(clock.ms) };
  return { clock, settings, verify: createTokenVerifier(settings) };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "good",
    (error: { code: string }) => error.code,
  );

describe("createTokenVerifier", () => {
  it("remembers a good token, and for how long it is good", async () => {
    const { clock, settings, verify } = open();
    const token = await signToken({ sub: "ana", roles: ["director"], filters: { country: ["CO"] } }, settings);
    const first = await verify(token);
    expect(await verify(token)).toBe(first);
    expect(first.claims).toEqual({
      sub: "ana",
      tenant: "default",
      roles: ["director"],
      filters: { country: ["CO"] },
      can: [],
    });
    clock.ms = first.expiresAt.getTime() + 6_000;
    expect(await codeOf(verify(token))).toBe("token_expired");
  });

  it("gives claims that nobody can change", async () => {
    const { settings, verify } = open();
    const { claims } = await verify(
      await signToken({ sub: "ana", roles: ["director"], filters: { country: ["CO"] } }, settings),
    );
    expect(() => (claims.roles as string[]).push("analyst")).toThrow(TypeError);
    expect(() => (claims.filters.country as string[]).push("MX")).toThrow(TypeError);
    expect(() => Object.assign(claims, { tenant: "other" })).toThrow(TypeError);
  });

  it("takes no token for another: each of its characters counts", async () => {
    const { settings, verify } = open();
    const token = await signToken({ sub: "ana", roles: ["director"] }, settings);
    await verify(token);
    const [header = "", payload = "", signature = ""] = token.split(".");
    const forged = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
    const body = Buffer.from(JSON.stringify({ ...forged, roles: ["analyst"] })).toString("base64url");
    expect(await codeOf(verify(`${header}.${body}.${signature}`))).toBe("token_signature");
    const turned = `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`;
    expect(await codeOf(verify(`${header}.${payload}.${turned}`))).toBe("token_signature");
    expect(await codeOf(verify(`${header}.${payload}.`))).toMatch(/^token_/);
  });

  it("remembers no refusal", async () => {
    const { clock, settings, verify } = open();
    const ahead = { ...settings, now: () => new Date(clock.ms + 60_000) };
    const token = await signToken({ sub: "ana", roles: ["director"] }, ahead);
    expect(await codeOf(verify(token))).toBe("token_not_yet_valid");
    clock.ms += 60_000;
    expect(await codeOf(verify(token))).toBe("good");
  });
});
