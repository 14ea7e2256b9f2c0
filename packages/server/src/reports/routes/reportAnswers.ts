import type { ReportRefusal } from "@northstar/core";
import type { Context } from "hono";
import { ServerError, type ServerErrorCode } from "../../errors.ts";
import type { AppEnv } from "../../http/authenticate.ts";

const REFUSALS: Readonly<Record<ReportRefusal["refused"], ServerErrorCode>> = {
  changed: "report_changed",
  invalid: "report_invalid",
  closed: "action_not_possible",
};

/** @throws ServerError with the refusal's code, `not_found` */
export function accepted<T extends object>(result: T | ReportRefusal | null): T {
  const given = known(result);
  if (!("refused" in given)) return given as T;
  const { refused, message, fields = [] } = given as ReportRefusal;
  throw new ServerError(REFUSALS[refused], message, { fields });
}

/** @throws ServerError `not_found` */
export function known<T>(value: T | null): T {
  if (value !== null) return value;
  throw new ServerError("not_found", "There is no such review, or it isn't for you to see.");
}

/** Never kept: the next reader may see less. */
export function answer(context: Context<AppEnv>, value: object): Response {
  return context.json(value, 200, { "cache-control": "no-store" });
}
