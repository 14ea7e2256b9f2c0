import { verifyToken } from "@northstar/server/token";
import { describe, expect, test } from "vitest";
import { createApi, publicUrl } from "./api.ts";
import { PEOPLE } from "./people.ts";

const SECRET = "b7Jq2mXw9RkT4vYz8LcN5pHs3DgF6aQe";
const NOW = new Date("2026-11-22T15:00:00Z");
const ORIGIN = "http://portal.example:3000";

function createTestApi({ key = "a session key of the test", now = NOW } = {}) {
  const api = createApi({
    northstarUrl: "http://localhost:4000",
    secret: SECRET,
    key,
    secure: false,
    now: () => now,
  });
  return (path: string, init: RequestInit = {}) => api.request(`${ORIGIN}${path}`, init);
}

type Call = ReturnType<typeof createTestApi>;

const post = (body?: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { Origin: ORIGIN, "Content-Type": "application/json", ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

async function logIn(call: Call, person: string): Promise<string> {
  const response = await call("/api/login", post({ person }));
  expect(response.status).toBe(200);
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

describe("logging in", () => {
  test("there is one sample account for each role", () => {
    expect(PEOPLE.map((person) => person.role).sort()).toEqual([
      "analyst",
      "consultant",
      "devops",
      "director",
      "marketing",
    ]);
  });

  test("the cookie is out of reach for scripts and for other sites", async () => {
    const response = await createTestApi()("/api/login", post({ person: "lucia.andrade" }));
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
  });

  test("an account that doesn't exist is refused", async () => {
    const response = await createTestApi()("/api/login", post({ person: "nobody" }));
    expect(response.status).toBe(400);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(await response.json()).toMatchObject({ code: "unknown_account" });
  });

  test.each([["not json"], ["[]"], ["null"], ['{"person":7}']])("a body that is %s is refused", async (body) => {
    const response = await createTestApi()("/api/login", { ...post(), body });
    expect(response.status).toBe(400);
  });

  test("whoever is logged in is told who they are, without what only the server needs", async () => {
    const call = createTestApi();
    const cookie = await logIn(call, "mateo.salas");
    const me = await (await call("/api/me", { headers: { Cookie: cookie } })).json();
    expect(me.person).toMatchObject({ id: "mateo.salas", role: "marketing" });
    expect(me.person).not.toHaveProperty("grant");
  });

  test("without a cookie, with one that was altered, signed by another key, or over, nobody is logged in", async () => {
    const call = createTestApi();
    const cookie = await logIn(call, "mateo.salas");
    const who = async (asked: Call, value: string) =>
      (await (await asked("/api/me", { headers: { Cookie: value } })).json()).person;

    expect(await who(call, "")).toBeNull();
    expect(await who(call, cookie.replace("mateo.salas", "lucia.andrade"))).toBeNull();
    expect(await who(createTestApi({ key: "another key" }), cookie)).toBeNull();
    expect(await who(createTestApi({ now: new Date("2026-11-23T02:59:59Z") }), cookie)).not.toBeNull();
    expect(await who(createTestApi({ now: new Date("2026-11-23T03:00:00Z") }), cookie)).toBeNull();
  });

  test("logging out takes the cookie away", async () => {
    const response = await createTestApi()("/api/logout", post());
    expect(response.status).toBe(204);
    expect(response.headers.get("set-cookie")).toMatch(/Max-Age=0/);
  });
});

describe("minting a Northstar token", () => {
  const mint = async (call: Call, cookie: string, init = post()) =>
    call("/api/northstar-token", { ...init, headers: { ...init.headers, Cookie: cookie } });

  test.each(PEOPLE.map((person) => [person.id, person.role]))("%s gets the role %s", async (id, role) => {
    const call = createTestApi();
    const response = await mint(call, await logIn(call, id));
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const { token } = await response.json();
    const { claims } = await verifyToken(token, { secret: SECRET });
    expect(claims).toMatchObject({ sub: id, roles: [role], tenant: "default" });
  });

  test("a role that the browser asks for is not even read", async () => {
    const call = createTestApi();
    const cookie = await logIn(call, "mateo.salas");
    const response = await mint(call, cookie, post({ role: "director", roles: ["director"], sub: "lucia.andrade" }));
    const { claims } = await verifyToken((await response.json()).token, { secret: SECRET });
    expect(claims).toMatchObject({ sub: "mateo.salas", roles: ["marketing"] });
  });

  test("nobody logged in, no token", async () => {
    const response = await mint(createTestApi(), "");
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  test("a form of another site is refused, cookie or not", async () => {
    const call = createTestApi();
    const cookie = await logIn(call, "lucia.andrade");
    const form = post(undefined, { Origin: "http://evil.example", "Content-Type": "text/plain" });
    expect((await mint(call, cookie, form)).status).toBe(403);
  });

  test("it can't be had by following a link", async () => {
    const call = createTestApi();
    const cookie = await logIn(call, "lucia.andrade");
    expect((await call("/api/northstar-token", { headers: { Cookie: cookie } })).status).toBe(404);
  });
});

describe("where the browser finds Northstar", () => {
  test.each([
    ["http://localhost:4000", "http://localhost:3000/api/me", "http://localhost:4000"],
    ["http://localhost:4000", "http://127.0.0.1:3000/api/me", "http://127.0.0.1:4000"],
    ["http://127.0.0.1:4000/", "http://192.168.1.20:3000/api/me", "http://192.168.1.20:4000"],
    ["https://metrics.example/northstar", "http://localhost:3000/api/me", "https://metrics.example/northstar"],
  ])("%s asked for from %s is %s", (configured, request, expected) => {
    expect(publicUrl(configured, request)).toBe(expected);
  });
});
