import type { AlertRule, AlertRuleInput, AlertsPort, AlertView } from "@northstar/core";
import { beforeEach, describe, expect, it } from "vitest";
import { createNorthstar, type Northstar } from "../../createNorthstar.ts";
import { NOW, SECRET, WATERMARKS } from "../../testing/community.ts";
import { ask, problemOf } from "../../testing/requests.ts";
import { createRuntimeDouble } from "../../testing/runtimeDouble.ts";
import type { TokenGrant } from "../../token/signToken.ts";

const DEVOPS: Partial<TokenGrant> = { sub: "irene", roles: ["devops"] };
const DIRECTOR: Partial<TokenGrant> = { sub: "lucia", roles: ["director"] };
const PATH = "/northstar/v1/alerts";
const RULE: AlertRuleInput = {
  id: "few",
  title: { es: "Pocos", en: "Few" },
  owner: "marketing",
  watch: { kpi: "new_registrations" },
  condition: { kind: "threshold", direction: "below", red: { enter: 10 } },
};
const SAVED: AlertRule = {
  ...RULE,
  version: 4,
  origin: "app",
  updatedAt: "2026-11-22T10:00:00.000Z",
  updatedBy: "irene",
};
const VIEW = { id: "few:a", status: "firing", level: "red" } as unknown as AlertView;

/** Notes what is asked of it, with the claims' subject. */
function portDouble(own: Partial<AlertsPort> = {}): { port: AlertsPort; asked: unknown[][] } {
  const asked: unknown[][] = [];
  const note =
    <T>(name: string, result: T) =>
    async (...[claims, ...rest]: unknown[]) => {
      asked.push([name, typeof claims === "object" ? (claims as { sub: string }).sub : claims, ...rest]);
      return result;
    };
  const port: AlertsPort = {
    tenant: "default",
    list: note("list", [VIEW]),
    history: note("history", { entries: [], next: null }),
    acknowledge: note("acknowledge", VIEW),
    snooze: note("snooze", VIEW),
    rules: note("rules", [SAVED]),
    ruleVersions: note("ruleVersions", [SAVED]),
    saveRule: note("saveRule", SAVED),
    deleteRule: note("deleteRule", { deleted: true }),
    preview: note("preview", { messages: 3 } as never),
    test: note("test", { sent: true }),
    channels: note("channels", []),
    deadLetters: note("deadLetters", []),
    retryDeadLetter: note("retryDeadLetter", true),
    discardDeadLetter: note("discardDeadLetter", true),
    mutes: note("mutes", []),
    mute: note("mute", { id: "m" } as never),
    unmute: note("unmute", true),
    onChange: () => () => undefined,
    followLink: note("followLink", { done: "acknowledged", locale: "es", title: "<Pocos>" }),
    ...own,
  };
  return { port, asked };
}

let northstar: Northstar;
let asked: unknown[][];
let faults: unknown[];

async function open(own: Partial<AlertsPort> = {}, alerts = true): Promise<void> {
  const double = portDouble(own);
  asked = double.asked;
  faults = [];
  northstar = await createNorthstar({
    secret: SECRET,
    cube: createRuntimeDouble(),
    watermarks: async () => WATERMARKS,
    now: () => NOW,
    onError: (error) => faults.push(error),
    ...(alerts && { alerts: double.port }),
  });
}

beforeEach(() => open());

const get = (who: Partial<TokenGrant>, path: string) => ask(northstar, who, `${PATH}${path}`);
const post = (who: Partial<TokenGrant>, path: string, body: unknown = {}) =>
  ask(northstar, who, `${PATH}${path}`, { method: "POST", body: JSON.stringify(body) });

describe("everybody", () => {
  it("reads alerts, history, rules and mutes as they may see them", async () => {
    const answers = await Promise.all(
      ["", "/history?rule=few&kpi=new_registrations&limit=20", "/rules", "/rules/few/versions", "/mutes"].map((path) =>
        get(DIRECTOR, path),
      ),
    );
    expect(answers.map(({ status, headers }) => [status, headers.get("cache-control")])).toEqual(
      answers.map(() => [200, "no-store"]),
    );
    expect(await answers[0]?.json()).toEqual({ alerts: [VIEW] });
    expect(asked).toEqual(
      expect.arrayContaining([
        ["list", "lucia"],
        ["history", "lucia", { rule: "few", kpi: "new_registrations", limit: 20 }],
        ["rules", "lucia"],
        ["ruleVersions", "lucia", "few"],
        ["mutes", "lucia"],
      ]),
    );
  });

  it("acknowledges and snoozes what they see", async () => {
    expect(await (await post(DIRECTOR, "/few:a/acknowledge", { note: "On it" })).json()).toEqual(VIEW);
    await post(DIRECTOR, "/few:a/snooze", { until: "2026-11-24T08:00:00Z" });
    await post(DIRECTOR, "/few:a/snooze", { until: null });
    expect(asked).toEqual([
      ["acknowledge", "lucia", "few:a", "On it"],
      ["snooze", "lucia", "few:a", "2026-11-24T08:00:00Z"],
      ["snooze", "lucia", "few:a", null],
    ]);
  });

  it("learns nothing of what they don't see", async () => {
    await open({ acknowledge: async () => null, ruleVersions: async () => null });
    expect(await problemOf(await post(DIRECTOR, "/many:b/acknowledge", { note: null }))).toMatchObject({
      status: 404,
      code: "not_found",
    });
    expect(await problemOf(await get(DIRECTOR, "/rules/many/versions"))).toMatchObject({ status: 404 });
  });

  it.each([
    ["/rules", { rule: RULE, basedOn: null }],
    ["/rules/few/delete", { basedOn: 1 }],
    ["/preview", { rule: RULE, days: 90 }],
    ["/test", { rule: RULE, channel: "mail" }],
    ["/mutes", { labels: { team: "growth" }, until: "2026-11-24T08:00:00Z", note: null }],
    ["/mutes/m/remove", {}],
    ["/dead-letters/d/retry", {}],
    ["/dead-letters/d/discard", {}],
  ])("doesn't change what holds for all: %s", async (path, body) => {
    expect(await problemOf(await post(DIRECTOR, path, body))).toMatchObject({
      status: 403,
      code: "role_missing",
      members: ["devops"],
    });
    const cut = { ...DEVOPS, filters: { country: ["CO"] } };
    expect(await problemOf(await post(cut, path, body))).toMatchObject({
      status: 403,
      code: "row_filter_not_applicable",
    });
    expect(asked).toEqual([]);
  });

  it.each(["/channels", "/dead-letters"])("doesn't see %s", async (path) => {
    expect(await problemOf(await get(DIRECTOR, path))).toMatchObject({ code: "role_missing" });
  });

  it("needs a token of a tenant that has alerts", async () => {
    expect(await problemOf(await northstar.fetch(new Request(`http://localhost${PATH}`)))).toMatchObject({
      status: 401,
    });
    expect(await problemOf(await get({ ...DIRECTOR, tenant: "other" }, ""))).toMatchObject({
      status: 503,
      code: "alerts_unavailable",
    });
    await open({}, false);
    expect(await problemOf(await get(DIRECTOR, ""))).toMatchObject({ status: 503, code: "alerts_unavailable" });
    expect(faults).toEqual([]);
  });
});

describe("devops", () => {
  it("writes rules, looks ahead, sends a test, mutes, and deals with dead letters", async () => {
    expect(await (await post(DEVOPS, "/rules", { rule: RULE, basedOn: 3 })).json()).toEqual(SAVED);
    await post(DEVOPS, "/rules/few/delete", { basedOn: 4 });
    expect(await (await post(DEVOPS, "/preview", { rule: RULE, days: 365 })).json()).toEqual({ messages: 3 });
    await post(DEVOPS, "/test", { rule: RULE, channel: "mail" });
    await post(DEVOPS, "/mutes", { labels: { rule: "few" }, until: "2026-11-24T08:00:00Z", note: null });
    await post(DEVOPS, "/mutes/m/remove");
    await get(DEVOPS, "/dead-letters");
    await post(DEVOPS, "/dead-letters/d/retry");
    await post(DEVOPS, "/dead-letters/d/discard");
    expect(asked).toEqual([
      ["saveRule", "irene", RULE, 3],
      ["deleteRule", "irene", "few", 4],
      ["preview", "irene", RULE, 365],
      ["test", "irene", RULE, "mail"],
      ["mute", "irene", { labels: { rule: "few" }, until: "2026-11-24T08:00:00Z", note: null }],
      ["unmute", "irene", "m"],
      ["deadLetters", "irene"],
      ["retryDeadLetter", "irene", "d"],
      ["discardDeadLetter", "irene", "d"],
    ]);
  });

  it.each([
    ["rule_invalid", 422, "rule_invalid"],
    ["rule_changed", 409, "rule_changed"],
    ["rule_from_code", 409, "rule_from_code"],
    ["busy", 409, "action_busy"],
    ["not_possible", 409, "action_not_possible"],
  ] as const)("is told why not: %s", async (refused, status, code) => {
    const fields = [{ path: "condition.red.exit", message: "It would go on and off at once." }];
    await open({ saveRule: async () => ({ refused, message: "No.", fields }) });
    const response = await post(DEVOPS, "/rules", { rule: RULE, basedOn: 3 });
    expect(await problemOf(response)).toMatchObject({ status, code, detail: "No.", fields });
    expect(faults).toEqual([]);
  });

  it.each([
    ["no rule", { basedOn: null }, 400, "request_invalid"],
    ["a field too many", { rule: { ...RULE, sql: "DROP TABLE x" }, basedOn: null }, 422, "rule_invalid"],
    ["a condition of no kind", { rule: { ...RULE, condition: { kind: "magic" } }, basedOn: null }, 422, "rule_invalid"],
    [
      "a limit that is no number",
      { rule: { ...RULE, condition: { ...RULE.condition, red: { enter: "10" } } }, basedOn: null },
      422,
      "rule_invalid",
    ],
    ["no version", { rule: RULE }, 400, "request_invalid"],
    ["a list", [], 400, "request_invalid"],
  ])("sends %s: what is wrong is said", async (_, body, status, code) => {
    expect(await problemOf(await post(DEVOPS, "/rules", body))).toMatchObject({ status, code });
    expect(asked).toEqual([]);
  });

  it.each([
    ["/preview", { rule: RULE, days: 100_000 }],
    ["/mutes", { labels: {}, until: "tomorrow", note: null }],
    ["/few:a/snooze", { until: "soon" }],
    ["/few:a/acknowledge", { note: "x".repeat(501) }],
  ])("sends nonsense to %s", async (path, body) => {
    expect(await problemOf(await post(DEVOPS, path, body))).toMatchObject({ status: 400, code: "request_invalid" });
  });
});

describe("a link in a message", () => {
  const link = (method: string, language = "en-GB,en") =>
    northstar.fetch(
      new Request(`http://localhost${PATH}/links/signed`, { method, headers: { "accept-language": language } }),
    );

  it("is followed by no scanner: only its button acts", async () => {
    const shown = await link("GET");
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain('<form method="post"><button>Confirm</button></form>');
    expect(asked).toEqual([]);
    expect(shown.headers.get("content-security-policy")).toMatch(
      /default-src 'none'; style-src 'nonce-.+'; form-action 'self'/,
    );
  });

  it("says what was done, in the recipient's language, with no markup out of a title", async () => {
    const done = await link("POST");
    const text = await done.text();
    expect(asked).toEqual([["followLink", "signed"]]);
    expect(text).toContain("Queda constancia de que lo has visto:");
    expect(text).toContain("&#60;Pocos&#62;");
    expect(text).not.toContain("<Pocos>");
  });

  it("that isn't valid says so", async () => {
    await open({ followLink: async () => null });
    const gone = await link("POST", "es-CO");
    expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining("ya no es válido")]);
  });
});

describe("how alerts were answered", () => {
  const line = (at: string, event: string) => ({ id: at, at: `2026-11-${at}Z`, ruleId: "few", event }) as never;

  it("is of the reader's own history, page after page, as far back as is asked", async () => {
    const pages = [
      { entries: [line("20T10:20:00", "acknowledged"), line("20T10:00:00", "fired")], next: "second" },
      { entries: [line("10T10:00:00", "recovered"), line("09T10:00:00", "fired")], next: "third" },
    ];
    const before: unknown[] = [];
    await open({
      history: async (claims, page) => {
        before.push([claims.sub, page.before]);
        return pages[before.length - 1] ?? { entries: [], next: null };
      },
    });
    const answer = await ask(northstar, DIRECTOR, `${PATH}/responses?since=2026-11-10T00:00:00Z`);
    expect(await answer.json()).toEqual({
      since: "2026-11-10T00:00:00.000Z",
      responses: [{ ruleId: "few", firedAt: "2026-11-20T10:00:00Z", acknowledgedAt: "2026-11-20T10:20:00Z" }],
    });
    // What began before is read, to know what its end belongs to, and isn't told.
    expect(before).toEqual([
      ["lucia", undefined],
      ["lucia", "second"],
    ]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it.each(["", "?since=lately", "?since=2026-11-10T00:00:00Z&role=devops"])("isn't told for %j", async (search) => {
    await open();
    const problem = await problemOf(await ask(northstar, DIRECTOR, `${PATH}/responses${search}`));
    expect(problem).toMatchObject({ status: 400, code: "request_invalid" });
  });
});
