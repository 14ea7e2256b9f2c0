import { readFile } from "node:fs/promises";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";

interface ImageConfig {
  contextToGroups(context: { securityContext?: { roles?: string[] } }): Promise<string[]>;
  queryRewrite(query: object, context: { securityContext: object }): { filters: object[] };
}

let config: ImageConfig;

beforeAll(async () => {
  const module: { exports?: ImageConfig } = {};
  const source = await readFile(new URL("./cube.js", import.meta.url), "utf8");
  runInNewContext(source, { module, process: { env: {} } });
  if (!module.exports) throw new Error("cube.js exports nothing");
  config = module.exports;
});

describe("configuration of the Cube image", () => {
  it("cuts every view that a query names to the reader's tenant, wherever it is named", () => {
    const { filters } = config.queryRewrite(
      {
        measures: ["executive.new_registrations"],
        filters: [
          {
            or: [
              { member: "operational.source", operator: "set" },
              { and: [{ member: "technical.flow", operator: "set" }] },
            ],
          },
        ],
      },
      { securityContext: { tenant: "acme", roles: ["analyst"], filters: {} } },
    );
    expect(filters.slice(1)).toEqual(
      ["executive", "operational", "technical"].map((view) => ({
        member: `${view}.tenant`,
        operator: "equals",
        values: ["acme"],
      })),
    );
  });

  it("refuses a token with row filters, which it couldn't hold to", () => {
    const query = { measures: ["executive.vnr"] };
    expect(() => config.queryRewrite(query, { securityContext: { filters: { country: ["CO"] } } })).toThrow(
      /row filters/,
    );
  });

  it("takes the token's roles as groups, none without a token", async () => {
    expect(await config.contextToGroups({ securityContext: { roles: ["director"] } })).toEqual(["director"]);
    expect(await config.contextToGroups({})).toEqual([]);
  });
});
