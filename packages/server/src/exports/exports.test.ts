import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Northstar } from "../createNorthstar.ts";
import { ServerError } from "../errors.ts";
import type { AuditEntry } from "../state/createAudit.ts";
import { NOW, openCommunity } from "../testing/community.ts";
import { ask, problemOf } from "../testing/requests.ts";
import type { TokenGrant } from "../token/signToken.ts";

/* Real Cube, real DuckDB: what the file holds is what its reader may see, counted by hand from the table of the community. */

let northstar: Northstar;
let now = NOW;
const written: AuditEntry[] = [];
beforeAll(async () => {
  northstar = await openCommunity({ audit: async (entry) => void written.push(entry), now: () => now });
}, 60_000);
afterEach(() => {
  written.length = 0;
  now = NOW;
});
afterAll(() => northstar?.close());

const CONTACT = "executive.contact";
const COUNT = "executive.new_registrations";
const CONTACTS = {
  title: "Nuevos registros",
  query: { dimensions: [CONTACT], measures: [COUNT], order: [[CONTACT, "asc"]] },
  columns: [
    { member: CONTACT, title: "Contacto" },
    { member: COUNT, title: "Registros" },
  ],
};
const analyst: Partial<TokenGrant> = { sub: "tomas", roles: ["analyst"], can: ["export"] };

const post = (grant: Partial<TokenGrant>, body: object) =>
  ask(northstar, grant, "/northstar/v1/exports/rows", { method: "POST", body: JSON.stringify(body) });
const linesIn = async (response: Response) => (await response.text()).replace("\uFEFF", "").trimEnd().split("\r\n");

describe("a file of rows", () => {
  it("holds the rows of the token's tenant, under the titles that were asked for", async () => {
    const response = await post(analyst, CONTACTS);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="nuevos-registros_2026-11-22.csv"');
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await linesIn(response)).toEqual([
      "Contacto,Registros",
      "a@example.com,1",
      "b@example.com,1",
      "c@example.com,1",
      "d@example.com,1",
    ]);
  });

  it("holds no row that the token's filters leave out", async () => {
    const response = await post({ ...analyst, filters: { country: ["CO"] } }, CONTACTS);
    expect(await linesIn(response)).toEqual(["Contacto,Registros", "a@example.com,1", "b@example.com,1"]);
  });

  it("is written down, with who took how many rows of what", async () => {
    await linesIn(await post(analyst, CONTACTS));
    expect(written).toEqual([
      {
        tenant: "default",
        at: NOW.getTime(),
        by: "tomas",
        action: "export.begun",
        subject: `Nuevos registros; ${CONTACT}, ${COUNT}; 0 rows`,
      },
      expect.objectContaining({ action: "export.done", subject: `Nuevos registros; ${CONTACT}, ${COUNT}; 4 rows` }),
    ]);
  });

  it("says where it comes from, and marks decimals as its reader's spreadsheet does", async () => {
    const response = await post(analyst, {
      title: "Cuotas",
      decimal: "comma",
      comments: ["Cuotas; octubre"],
      query: { dimensions: ["executive.country"], measures: [COUNT], order: [["executive.country", "asc"]] },
      columns: [
        { member: "executive.country", title: "País" },
        { member: COUNT, title: "=Registros" },
      ],
    });
    expect(await linesIn(response)).toEqual(["# Cuotas · octubre", "País;'=Registros", "CO;2", "MX;1", "PE;1"]);
  });

  it("has only its header where there is nothing", async () => {
    const filters = [{ member: "executive.country", operator: "equals", values: ["ZZ"] }];
    const response = await post(analyst, { ...CONTACTS, query: { ...CONTACTS.query, filters } });
    expect(await linesIn(response)).toEqual(["Contacto,Registros"]);
  });
});

describe("no file", () => {
  it.each<[string, Partial<TokenGrant>, object, number, string]>([
    ["without the capability", { ...analyst, can: [] }, CONTACTS, 403, "capability_missing"],
    ["for a role that takes no rows", { roles: ["consultant"], can: ["export"] }, CONTACTS, 403, "role_missing"],
    ["of a member outside the role", { roles: ["director"], can: ["export"] }, CONTACTS, 403, "member_denied"],
    ["of a query that is none", analyst, { ...CONTACTS, query: { dimensions: 3 } }, 400, "query_invalid"],
    [
      "of a column that isn't asked for",
      analyst,
      { ...CONTACTS, columns: [{ member: "executive.age", title: "Edad" }] },
      400,
      "request_invalid",
    ],
    ["of a body with more than is known", analyst, { ...CONTACTS, limit: 3 }, 400, "request_invalid"],
  ])("%s", async (_, grant, body, status, code) => {
    expect(await problemOf(await post(grant, body))).toMatchObject({ status, code });
    expect(written).toEqual([]);
  });

  it("for a token that has ended: 401, and nothing of the rows", async () => {
    const token = await northstar.signToken({
      sub: "tomas",
      roles: ["analyst"],
      can: ["export"],
      expiresInSeconds: 60,
    });
    now = new Date(NOW.getTime() + 120_000);
    const response = await northstar.fetch(
      new Request("http://northstar.test/northstar/v1/exports/rows", {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(CONTACTS),
      }),
    );
    expect(await problemOf(response)).toMatchObject({ status: 401, code: "token_expired" });
    expect(written).toEqual([]);
  });

  it("where nobody could say who took it", async () => {
    const silent = await openCommunity();
    const broken = await openCommunity({
      audit: async () => {
        throw new ServerError("state_unavailable", "The app state can't be asked.");
      },
    });
    try {
      const body = { method: "POST", body: JSON.stringify(CONTACTS) };
      expect(await problemOf(await ask(silent, analyst, "/northstar/v1/exports/rows", body))).toMatchObject({
        code: "exports_unavailable",
      });
      expect(await problemOf(await ask(broken, analyst, "/northstar/v1/exports/rows", body))).toMatchObject({
        code: "state_unavailable",
      });
    } finally {
      await silent.close();
      await broken.close();
    }
  });

  it("while two others are being written; then again", async () => {
    const open = [await post(analyst, CONTACTS), await post(analyst, CONTACTS)];
    expect(await problemOf(await post(analyst, CONTACTS))).toMatchObject({ status: 429, code: "exports_busy" });
    await open[0]?.body?.cancel();
    await linesIn(open[1] as Response);
    expect((await post(analyst, CONTACTS)).status).toBe(200);
  });
});
