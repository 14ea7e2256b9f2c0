import type { LoadLine, Problem } from "@northstar/core";
import type { Northstar } from "../createNorthstar.ts";
import type { TokenGrant } from "../token/signToken.ts";

type Asked = Pick<Northstar, "fetch" | "signToken">;

/** A request with a token of this grant. */
export async function ask(
  northstar: Asked,
  grant: Partial<TokenGrant>,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const token = await northstar.signToken({ sub: "tester", roles: ["director"], ...grant });
  const headers = { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) };
  return await northstar.fetch(new Request(`http://northstar.test${path}`, { ...init, headers }));
}

/** `POST /northstar/v1/load` with these queries under the ids `q0`, `q1` … */
export async function load(northstar: Asked, grant: Partial<TokenGrant>, ...queries: unknown[]): Promise<Response> {
  const body = JSON.stringify({ queries: queries.map((query, index) => ({ id: `q${index}`, query })) });
  return await ask(northstar, grant, "/northstar/v1/load", { method: "POST", body });
}

/** The lines of an NDJSON answer by id. */
export async function linesOf(response: Response): Promise<Map<string, LoadLine>> {
  const text = await response.text();
  const lines = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LoadLine);
  return new Map(lines.map((line) => [line.id, line]));
}

/** Status and problem of a refusal. */
export async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get("content-type") !== "application/problem+json") {
    throw new Error(`Not a problem but ${response.status}: ${await response.text()}`);
  }
  return (await response.json()) as Problem;
}
