import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPeople } from "./people.ts";

describe("the file of people", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "northstar-people-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const read = async (text: string) => {
    const path = join(folder, "people.yml");
    await writeFile(path, text);
    return await readPeople(path);
  };

  test("names who there is and who answers", async () => {
    const text = "people: [{ id: ana, name: Ana, roles: [director] }]\nowners: { Marketing: [marketing] }";
    expect(await read(text)).toEqual({
      people: [{ id: "ana", name: "Ana", roles: ["director"] }],
      owners: { Marketing: ["marketing"] },
    });
  });

  test.each([
    ["people: [{ id: ana, name: Ana }]"],
    ["people: [{ id: ana, name: Ana, roles: [a] }, { id: ana, name: Bea, roles: [a] }]"],
    ["people: ["],
    ["persons: []"],
  ])("says what is wrong: %s", async (text) => {
    const error = await read(text).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "option_invalid" });
    expect(String(error)).not.toContain(folder);
  });
});
