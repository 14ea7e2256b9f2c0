import type { LinkState, MadeLink, OpenedLink } from "@northstar/core/links";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Northstar } from "../createNorthstar.ts";
import { NOW, openCommunity, SECRET } from "../testing/community.ts";
import { ask, problemOf } from "../testing/requests.ts";
import type { TokenGrant } from "../token/signToken.ts";
import { createLinkTokens } from "./linkTokens.ts";

/* Real Cube: what a link holds, who opens it, and what they are told. */

let now = NOW;
let northstar: Northstar;
beforeAll(async () => {
  northstar = await openCommunity({ now: () => now });
}, 60_000);
afterAll(() => northstar?.close());

const STATE = {
  search: "?ns.period=last_month&ns.filter.country=CO&ns.filter.country=PE",
  grain: "week",
  asOf: "2026-11-22T12:00:00.000Z",
};
const LINK_STATE: LinkState = { search: "", grain: null, asOf: null };
const DAY_MS = 86_400_000;

const post = (body: unknown, grant: Partial<TokenGrant> = {}) =>
  ask(northstar, grant, "/northstar/v1/links", { method: "POST", body: JSON.stringify(body) });
const open = (link: string, grant: Partial<TokenGrant> = {}) => ask(northstar, grant, `/northstar/v1/links/${link}`);
async function make(state: object = STATE, grant: Partial<TokenGrant> = {}): Promise<MadeLink> {
  const response = await post(state, grant);
  expect(response.status).toBe(201);
  return (await response.json()) as MadeLink;
}
async function opened(link: string, grant: Partial<TokenGrant> = {}): Promise<OpenedLink> {
  const response = await open(link, grant);
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return (await response.json()) as OpenedLink;
}

describe("a link", () => {
  it("carries filters, grain and day to somebody of another role, and lasts a year", async () => {
    const { link, expiresAt } = await make();
    expect(link).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(Date.parse(expiresAt) - NOW.getTime()).toBe(366 * DAY_MS);
    expect(await opened(link, { sub: "other", roles: ["analyst"] })).toEqual({
      ...STATE,
      madeAt: NOW.toISOString(),
      dropped: 0,
      changed: [],
    });
  });

  it("carries nothing of an address but filters and a drill, and has sensible defaults", async () => {
    const { link } = await make({
      search: "?session=secret&ns.period=bad&ns.drill=new_registrations&ns.drill.by=source",
    });
    expect(await opened(link)).toMatchObject({
      search: "?ns.drill=new_registrations&ns.drill.by=source",
      grain: null,
      asOf: null,
    });
  });

  it("shows nothing of what it holds to who has but the address", async () => {
    const { link } = await make();
    const readable = link.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(readable.join()).not.toMatch(/last_month|country|sponsorship/);
  });

  it("leaves out filters that cut nothing the reader sees, and says how many", async () => {
    const { link } = await make({
      ...STATE,
      search: `${STATE.search}&ns.drill=new_registrations&ns.drill.filter.source=web`,
    });
    expect(await opened(link, { roles: ["devops"] })).toMatchObject({
      search: "?ns.period=last_month&ns.drill=new_registrations",
      dropped: 2,
    });
  });

  it("made by somebody who sees less tells of no change where there was none", async () => {
    const { link } = await make(STATE, { roles: ["devops"] });
    expect((await opened(link)).changed).toEqual([]);
  });

  it("tells of definitions that changed, of KPIs that the reader sees alone", async () => {
    // As it was made while the definition was the first.
    const tokens = createLinkTokens(SECRET, () => now);
    const { link } = await tokens.sign({ tenant: "default", state: LINK_STATE, versions: {} });
    expect((await opened(link)).changed).toEqual([{ kpi: "sponsorship_revenue", from: 1, to: 2 }]);
    expect((await opened(link, { roles: ["devops"] })).changed).toEqual([]);
  });
});

const bytesOf = (link: string) =>
  [
    link.split(".")[0],
    ...link
      .split(".")
      .slice(1)
      .map((part) => Buffer.from(part, "base64url").toString("hex")),
  ].join();

describe("what is refused", () => {
  it("a link with any letter changed, cut off, or made up; a reader's token", async () => {
    const { link } = await make();
    for (let place = 0; place < link.length; place += 9) {
      const other = link[place] === "A" ? "B" : "A";
      const changed = link.slice(0, place) + other + link.slice(place + 1);
      // The last letter of a part has bits that stand for nothing.
      if (bytesOf(changed) === bytesOf(link)) continue;
      expect((await problemOf(await open(changed))).code, String(place)).toBe("link_invalid");
    }
    const token = await northstar.signToken({ sub: "a", roles: ["director"] });
    for (const bad of [link.slice(0, -5), "x", "a.b.c", token, "A".repeat(7000)]) {
      expect((await problemOf(await open(bad))).code).toBe("link_invalid");
    }
  });

  it("a link as a token", async () => {
    const { link } = await make();
    const request = new Request("http://northstar.test/northstar/v1/catalog", {
      headers: { authorization: `Bearer ${link}` },
    });
    expect((await northstar.fetch(request)).status).toBe(401);
  });

  it("a link of another tenant, no other than one that was made up", async () => {
    const { link } = await make(STATE, { tenant: "other" });
    expect(await problemOf(await open(link))).toMatchObject({ status: 400, code: "link_invalid" });
  });

  it("a link after its year, and says so", async () => {
    const { link } = await make();
    now = new Date(NOW.getTime() + 367 * DAY_MS);
    const problem = await problemOf(await open(link));
    now = NOW;
    expect(problem).toMatchObject({ status: 410, code: "link_expired" });
  });

  it.each([
    ["no object", "x"],
    ["an unknown grain", { grain: "fortnight" }],
    ["a day that is none", { asOf: "yesterday" }],
    ["something more", { roles: ["director"] }],
    ["too long a search", { search: "?".padEnd(20_001, "a") }],
  ])("%s", async (_, body) => {
    expect(await problemOf(await post(body))).toMatchObject({ status: 400, code: "request_invalid" });
  });

  it("without a token", async () => {
    const { link } = await make();
    const response = await northstar.fetch(new Request(`http://northstar.test/northstar/v1/links/${link}`));
    expect((await problemOf(response)).code).toBe("token_missing");
  });

  it("more than an address takes", async () => {
    const many = Array.from({ length: 250 }, (_, index) => `ns.filter.country=name${index}`).join("&");
    const problem = await problemOf(await post({ search: `?${many}` }));
    expect(problem).toMatchObject({ status: 413, code: "link_too_long" });
  });
});
