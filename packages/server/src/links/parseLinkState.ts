import { drillFromSearch, drillToSearch, filtersFromSearch, filtersToSearch } from "@northstar/core";
import type { LinkState } from "@northstar/core/links";
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { describeIssues, formatPath } from "../token/grantSchema.ts";

const linkState = z.strictObject({
  search: z.string().max(20_000).default(""),
  grain: z.enum(["hour", "day", "week", "month", "quarter", "year"]).nullable().default(null),
  asOf: z.iso.datetime({ offset: true }).nullable().default(null),
});

/**
 * What a link may hold. Of its search only filters and a drill stay, as they are written anew: nothing else of an address gets into a link.
 * @throws ServerError `request_invalid`
 */
export function parseLinkState(body: unknown): LinkState {
  const parsed = linkState.safeParse(body);
  if (!parsed.success) {
    throw new ServerError("request_invalid", describeIssues(parsed.error), {
      members: parsed.error.issues.slice(0, 5).map(({ path }) => formatPath(path) || "body"),
    });
  }
  const { search, ...rest } = parsed.data;
  const filters = filtersToSearch(filtersFromSearch(search));
  return { ...rest, search: drillToSearch(drillFromSearch(search), filters) };
}
