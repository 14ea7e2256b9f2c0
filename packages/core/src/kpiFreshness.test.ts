import { expect, it } from "vitest";
import { inSourceOrder } from "./kpiFreshness.ts";

it("names the sources in one order, whatever the server's, and a host's own after them", () => {
  const sources = ["usage", "erp", "crm", "academia", "ga4"].map((source) => ({ source }));
  expect(inSourceOrder(sources).map(({ source }) => source)).toEqual(["ga4", "crm", "usage", "academia", "erp"]);
});
