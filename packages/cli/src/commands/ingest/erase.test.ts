import type { Erasure } from "@northstar/core";
import { ingestPayload } from "@northstar/ingest";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HAS_TERMINAL, startCli } from "../../ingest/testing/cli.ts";
import { type Operated, openOperated } from "../../ingest/testing/operated.ts";

/* `northstar ingest erase` as a process, through a server that listens and in a process of its own. */

/** A person and another, new for each test: who was erased stays so. */
function personOf(test: number) {
  const [id, otherId] = [String(5000 + test), String(7000 + test)];
  const contact = (contactId: string, word: string, phone: string) => ({
    id: contactId,
    createdAt: "2026-01-05T08:00:00Z",
    updatedAt: "2026-03-01T00:00:00Z",
    properties: { email: `${word}${test}@example.org`, phone, country: "Colombia" },
  });
  const number = String(1000 + test);
  return {
    id,
    otherId,
    email: `zanahoria${test}@example.org`,
    phone: `+57 300 111 ${number}`,
    body: JSON.stringify({
      results: [contact(id, "zanahoria", `+57300111${number}`), contact(otherId, "calabaza", `+57300999${number}`)],
    }),
    traces: new RegExp(`zanahoria|111\\s?${number}|\\b${id}\\b`, "i"),
  };
}

describe.each(["server", "process"] as const)("through the %s", (way) => {
  let operated: Operated;
  beforeAll(async () => {
    operated = await openOperated(way, {});
  });
  afterAll(() => operated.close());

  let test = way === "server" ? 0 : 500;
  let person: ReturnType<typeof personOf>;
  beforeEach(() => {
    person = personOf(++test);
    return operated.inside(async (warehouse) => {
      await warehouse.run("DELETE FROM security_events");
      await ingestPayload(warehouse, "hubspot", { body: person.body });
    });
  });

  const people = () =>
    operated.inside(async (warehouse) =>
      (
        await warehouse.all("SELECT user_id FROM users WHERE user_id IN ($id, $otherId) ORDER BY user_id", {
          id: person.id,
          otherId: person.otherId,
        })
      ).map(({ user_id: id }) => id),
    );
  const both = () => [person.id, person.otherId];
  const erasures = () =>
    operated.inside((warehouse) =>
      warehouse.all("SELECT kind, outcome FROM security_events WHERE kind IN ('erasure', 'admin_action')"),
    );

  it.each([
    ["--crm-id", () => person.id],
    ["--email", () => person.email.toUpperCase()],
    ["--phone", () => person.phone],
    ["--user-id", () => person.id],
  ] as const)("%s erases, and what is said names nobody", async (flag, value) => {
    const { code, stdout, stderr } = await operated.cli(["ingest", "erase", flag, value(), "--yes"]);
    expect(code).toBe(0);
    expect(stdout.split("\n").slice(0, 6)).toEqual([
      "Erased. Changed or removed:",
      "table       rows",
      "identities     3",
      "raw_inbox      1",
      "users          1",
      "",
    ]);
    expect(stderr).toMatch(/100 % {2}done\n$/);
    expect(stdout + stderr).not.toMatch(person.traces);
    expect(await people()).toEqual([person.otherId]);
    expect(await erasures()).toEqual([{ kind: "erasure", outcome: "allowed" }]);
  });

  it("takes the identifier from the standard input, and gives JSON", async () => {
    const { code, stdout, stderr } = await operated.cli(["ingest", "erase", "--email", "-", "--yes", "--json"], {
      input: `${person.email}\n`,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout) as Erasure).toMatchObject({
      dryRun: false,
      status: "done",
      progress: 1,
      rows: { users: 1, identities: 3, raw_inbox: 1 },
      error: null,
    });
    expect(stdout + stderr).not.toMatch(person.traces);
    expect(await people()).toEqual([person.otherId]);
  });

  it("finds out what would change, unasked, and changes nothing", async () => {
    const { code, stdout } = await operated.cli(["ingest", "erase", "--crm-id", person.id, "--dry-run"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Would be changed or removed; nothing was, this is a dry run:\n/);
    expect(stdout).toMatch(/^users +1$/m);
    expect(await people()).toEqual(both());
    expect(await erasures()).toEqual([{ kind: "admin_action", outcome: "allowed" }]);
  });

  it("is done, and says so, when nobody is known", async () => {
    const { code, stdout } = await operated.cli(["ingest", "erase", "--crm-id", "999", "--yes"]);
    expect([code, stdout]).toEqual([
      0,
      "Nobody is known by this identifier: nothing was changed. What comes with it from now on is kept out.\n",
    ]);
  });

  it.each([
    [["--crm-id", "zanahoria"], "Nobody can be asked here: add --yes to confirm it."],
    [["--email", "zanahoria", "--yes"], "That is no e-mail address"],
  ])("%j is refused in a sentence that repeats nothing", async (parameters, why) => {
    const { code, stdout, stderr } = await operated.cli(["ingest", "erase", ...parameters]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(why);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).not.toMatch(person.traces);
    expect(await people()).toEqual(both());
    expect(await erasures()).toEqual([]);
  });

  it.runIf(way === "process")("that is killed has changed nothing, and one that is ended gently is done", async () => {
    await operated.inside((warehouse) =>
      warehouse.run(
        `INSERT INTO raw_inbox (tenant_id, provider, dedup_key, received_at, headers, body)
         SELECT 'default', 'sendgrid', 'many' || i, TIMESTAMP '2026-01-01', '{}', encode('[{"email":"p' || i || '@example.org"}]')
         FROM range(40000) AS numbers(i)`,
      ),
    );
    const killed = operated.start(["ingest", "erase", "--crm-id", person.id, "--yes"]);
    await killed.says("raw_inbox");
    killed.child.kill("SIGKILL");
    expect((await killed.ended).code).toBeNull();
    expect([await people(), await erasures()]).toEqual([both(), []]);

    const ended = operated.start(["ingest", "erase", "--crm-id", person.id, "--yes"]);
    await ended.says("raw_inbox");
    ended.child.kill("SIGINT");
    const { code, stderr } = await ended.ended;
    expect(stderr).toContain("comes to the end of its page or transaction");
    expect([code, await people(), await erasures()]).toEqual([
      130,
      [person.otherId],
      [{ kind: "erasure", outcome: "allowed" }],
    ]);
    await operated.inside((warehouse) => warehouse.run("DELETE FROM raw_inbox WHERE starts_with(dedup_key, 'many')"));
  });

  it("rewrites the file when no server has it", async () => {
    const parameters = ["ingest", "rewrite", "--json", "--data-dir", operated.folder];
    const { code, stdout, stderr } = await startCli(parameters).ended;
    if (way === "server") {
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toContain("is open in another process");
    } else {
      expect([code, stderr]).toEqual([0, ""]);
      expect(JSON.parse(stdout)).toEqual({ before: expect.any(Number), after: expect.any(Number) });
    }
    expect(await people()).toEqual(both());
  });

  describe.skipIf(!HAS_TERMINAL)("on a terminal", () => {
    it.each([
      ["erase", 0],
      ["yes", 1],
    ])("asks, and takes %j", async (answer, exitCode) => {
      const running = operated.start(["ingest", "erase", "--crm-id", person.id], { columns: 100 });
      await running.says("Type erase to go on: ");
      running.child.stdin?.write(`${answer}\r`);
      const { code, stdout } = await running.ended;
      expect(stdout).toContain("This forgets a person for good in the ");
      expect(stdout).toContain(exitCode === 0 ? "] 100 %  done" : "Nothing was done.");
      expect(stdout).not.toMatch(person.traces);
      expect([code, await people()]).toEqual([exitCode, exitCode === 0 ? [person.otherId] : both()]);
    });

    it("takes Ctrl-C for no", async () => {
      const running = operated.start(["ingest", "erase", "--crm-id", person.id], { columns: 100 });
      await running.says("Type erase to go on: ");
      running.child.stdin?.write("\x03");
      expect((await running.ended).code).not.toBe(0);
      expect(await people()).toEqual(both());
    });
  });
});

it.each([[[]], [["--crm-id", "zanahoria", "--email", "zanahoria@example.org"]]])(
  "says how a person is named when it is given %j",
  async (parameters) => {
    const { code, stdout, stderr } = await startCli(["ingest", "erase", "--yes", ...parameters]).ended;
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Name the person by one of --crm-id, --email, --phone, --user-id");
    expect(stderr).not.toContain("zanahoria");
  },
);

it("tells how it is used, with examples", async () => {
  const { code, stdout } = await startCli(["ingest", "erase", "--help"]).ended;
  expect(code).toBe(0);
  expect(stdout).toContain("northstar ingest erase --email - --dry-run");
});
