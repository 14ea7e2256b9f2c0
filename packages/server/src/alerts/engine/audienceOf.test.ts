import { expect, it } from "vitest";
import { audienceOf, claimsOf } from "./audienceOf.ts";

const director = { tenant: "default", roles: ["director"], filters: {} };

it("is the same for the same roles and rows in any order, whoever asks", () => {
  const one = audienceOf({ tenant: "default", roles: ["analyst", "director"], filters: { country: ["PE", "CO"] } });
  const other = audienceOf({
    tenant: "default",
    roles: ["director", "analyst", "director"],
    filters: { country: ["CO", "PE"], source: undefined },
  });
  expect(other).toEqual(one);
});

it("is another with another tenant, role or row filter, and the rows are of tenant and filters alone", () => {
  const colombia = audienceOf({ ...director, filters: { country: ["CO"] } });
  const analyst = audienceOf({ ...director, roles: ["analyst"] });
  const elsewhere = audienceOf({ ...director, tenant: "other" });
  const plain = audienceOf(director);
  expect(new Set([plain.id, colombia.id, analyst.id, elsewhere.id]).size).toBe(4);
  expect(analyst.rows).toBe(plain.rows);
  expect(new Set([plain.rows, colombia.rows, elsewhere.rows]).size).toBe(3);
});

it("keeps a filter that lets nothing through", () => {
  const nothing = audienceOf({ ...director, filters: { country: [] } });
  expect(nothing.id).not.toBe(audienceOf(director).id);
  expect(claimsOf(nothing)).toMatchObject({ filters: { country: [] }, can: [] });
});
