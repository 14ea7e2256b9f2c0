import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Northstar } from "../../createNorthstar.ts";
import { pdfText } from "../../reports/testing/pdfText.ts";
import type { AuditEntry } from "../../state/createAudit.ts";
import { NOW, openCommunity } from "../../testing/community.ts";
import { ask, problemOf } from "../../testing/requests.ts";
import type { TokenGrant } from "../../token/signToken.ts";

/* Real Cube, real DuckDB: a view's file holds what its reader may see, counted by hand from the table of the community. */

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

const analyst: Partial<TokenGrant> = { sub: "tomas", roles: ["analyst"], can: ["export"] };
const OCTOBER = {
  view: "executive",
  period: { start: "2026-10-01", end: "2026-10-31" },
  format: "csv",
  language: "en",
};

const post = (grant: Partial<TokenGrant>, body: object) =>
  ask(northstar, grant, "/northstar/v1/exports/view", { method: "POST", body: JSON.stringify(body) });
const linesIn = async (response: Response) => (await response.text()).replace("\uFEFF", "").trimEnd().split("\r\n");
const rowOf = (lines: readonly string[], title: string) =>
  lines.find((line) => line.startsWith(`${title},`))?.split(",");

describe("a view as a file", () => {
  it("holds the numbers of its period in the reporting zone, with what they are compared with", async () => {
    const response = await post(analyst, OCTOBER);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="executive_2026-11-22.csv"');
    const lines = await linesIn(response);
    expect(lines[0]).toBe("# Executive view");
    expect(lines[1]).toMatch(/^# October 2026 · compared with September/);
    // The fees of 1 and 2, and of 3, which is of the last of October in Bogotá; nothing in September.
    expect(rowOf(lines, "Sponsorship revenue")?.slice(1, 4)).toEqual(["60", "", ""]);
  });

  it("is cut by the token's rows, without what they can't cut, and says so", async () => {
    // October's cohort is over by then: 1 and 2 are of Colombia, 3 of Mexico.
    now = new Date("2026-12-15T12:00:00Z");
    const both = await linesIn(await post({ ...analyst, filters: { country: ["CO", "MX"] } }, OCTOBER));
    expect(rowOf(both, "New registrations")?.[1]).toBe("3");
    const lines = await linesIn(await post({ ...analyst, filters: { country: ["CO"] } }, OCTOBER));
    expect(rowOf(lines, "New registrations")?.[1]).toBe("2");
    expect(rowOf(lines, "Sponsorship revenue")).toBeUndefined();
    expect(lines).toContain("# Only the rows of Country: Colombia");
    expect(lines.find((line) => line.includes("your role doesn't see"))).toContain("14");
  });

  it("holds no KPI that the role doesn't see, in any kind of file, and counts what is missing", async () => {
    const director: Partial<TokenGrant> = { roles: ["director"], can: ["export"] };
    expect((await linesIn(await post(director, OCTOBER))).some((line) => line.startsWith("Sponsorship revenue"))).toBe(
      true,
    );
    const technical = await post(director, { ...OCTOBER, view: "technical" });
    expect(await problemOf(technical)).toMatchObject({ status: 403, code: "role_missing" });
    const devops: Partial<TokenGrant> = { roles: ["devops"], can: ["export"] };
    expect((await problemOf(await post(devops, OCTOBER))).code).toBe("role_missing");
    expect(written.map(({ action, subject }) => `${action} ${subject}`)).toEqual(["view.taken executive; csv; 2 KPIs"]);
  });

  it("as PDF and workbook too", async () => {
    const pdf = await post(analyst, { ...OCTOBER, format: "pdf", language: "es" });
    const text = pdfText(new Uint8Array(await pdf.arrayBuffer())).replaceAll(/\s+/g, "");
    for (const part of ["Vistaejecutiva", "Octubrede2026", "Registrosnuevos"]) expect(text).toContain(part);
    const xlsx = await post(analyst, { ...OCTOBER, format: "xlsx" });
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
  });

  it("is refused without `export`, without a token that lives, and for what is no view", async () => {
    expect((await problemOf(await post({ roles: ["analyst"] }, OCTOBER))).code).toBe("capability_missing");
    const token = await northstar.signToken({ sub: "a", roles: ["analyst"], can: ["export"] });
    now = new Date(NOW.getTime() + 3_600_000);
    const late = new Request("http://northstar.test/northstar/v1/exports/view", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(OCTOBER),
    });
    expect(await problemOf(await northstar.fetch(late))).toMatchObject({ status: 401, code: "token_expired" });
    now = NOW;
    for (const bad of [
      { view: "secret" },
      { format: "exe" },
      { period: { start: "2026-10-31", end: "2026-10-01" } },
      { sql: "x" },
    ]) {
      expect((await problemOf(await post(analyst, { ...OCTOBER, ...bad }))).code).toBe("request_invalid");
    }
    expect(written).toEqual([]);
  });
});
