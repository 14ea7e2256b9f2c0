import { expect, it } from "vitest";
import { createNorthstar } from "../createNorthstar.ts";
import { NOW, SECRET, WATERMARKS } from "../testing/community.ts";
import { ERASURE, portDouble } from "../testing/portDouble.ts";
import { ask, problemOf } from "../testing/requests.ts";
import { createRuntimeDouble } from "../testing/runtimeDouble.ts";
import type { TokenGrant } from "../token/signToken.ts";

/* Who may come in at all is held with the other doors, in integrationRoutes.test.ts. */

const DEVOPS: Partial<TokenGrant> = { sub: "ana", roles: ["devops"] };
const PATH = "/northstar/v1/erasures";

async function open() {
  const { port, asked } = portDouble();
  const faults: unknown[] = [];
  const northstar = await createNorthstar({
    secret: SECRET,
    cube: createRuntimeDouble(),
    watermarks: async () => WATERMARKS,
    now: () => NOW,
    onError: (error) => faults.push(error),
    integrations: port,
  });
  const post = (body: unknown) =>
    ask(northstar, DEVOPS, PATH, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });
  return { northstar, asked, faults, post };
}

it.each([{ crmId: "501" }, { email: "ana@example.org" }, { userId: "u1" }, { userId: "u1", dryRun: true }])(
  "begins %j, and says under which id it is looked at",
  async (body) => {
    const { asked, post } = await open();
    const response = await post(body);
    const dryRun = "dryRun" in body;
    expect([response.status, response.headers.get("cache-control"), await response.json()]).toEqual([
      202,
      "no-store",
      { ...ERASURE, dryRun },
    ]);
    expect(asked).toEqual([["erase", { ...body, dryRun }, { subject: "ana" }]]);
  },
);

it("tells how far it is, and of none that it doesn't know", async () => {
  const { northstar, asked } = await open();
  const response = await ask(northstar, DEVOPS, `${PATH}/e1`);
  expect([response.status, response.headers.get("cache-control"), await response.json()]).toEqual([
    200,
    "no-store",
    ERASURE,
  ]);
  expect(await problemOf(await ask(northstar, DEVOPS, `${PATH}/e2`))).toMatchObject({ status: 404, code: "not_found" });
  expect(asked).toEqual([
    ["erasure", "e1"],
    ["erasure", "e2"],
  ]);
});

it.each([
  [{ email: "zanahoria" }, 400, "request_invalid"],
  [{ phone: "+573001112233" }, 409, "action_busy"],
])("says why %j isn't begun, without repeating it", async (body, status, code) => {
  const { post, faults } = await open();
  const response = await post(body);
  expect(await response.clone().text()).not.toMatch(/zanahoria|573001112233/);
  expect(await problemOf(response)).toMatchObject({ status, code });
  expect(faults).toEqual([]);
});

it.each([
  "",
  "null",
  "[]",
  "{}",
  '{"dryRun":true}',
  '{"email":""}',
  '{"email":null}',
  '{"email":["zanahoria@example.org"]}',
  '{"email":"zanahoria@example.org","crmId":"501"}',
  '{"email":"zanahoria@example.org","dryRun":"yes"}',
  '{"email":"zanahoria@example.org","by":"somebody else"}',
  '{"zanahoria@example.org":true}',
  JSON.stringify({ crmId: "zanahoria".repeat(40) }),
  `{"crmId":"${"zanahoria".repeat(120_000)}"}`,
])("refuses %.60j", async (body) => {
  const { post, asked } = await open();
  const response = await post(body);
  expect(await response.clone().text()).not.toContain("zanahoria");
  const problem = await problemOf(response);
  expect([400, 413]).toContain(problem.status);
  expect(["request_invalid", "body_malformed", "body_too_large"]).toContain(problem.code);
  expect(asked).toEqual([]);
});

it("takes no other method", async () => {
  const { northstar, asked } = await open();
  expect(await problemOf(await ask(northstar, DEVOPS, PATH))).toMatchObject({ status: 405 });
  expect(await problemOf(await ask(northstar, DEVOPS, `${PATH}/e1`, { method: "DELETE" }))).toMatchObject({
    status: 405,
  });
  expect(asked).toEqual([]);
});
