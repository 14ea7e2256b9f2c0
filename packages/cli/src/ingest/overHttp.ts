import type { IntegrationAction } from "@northstar/core";
import { signToken } from "@northstar/server/token";
import { CliError } from "../errors.ts";
import { type Installation, readSecret } from "../installation.ts";
import type { Operations } from "./operations.ts";

const PATH = "/northstar/v1/integrations";

/** Operations of a server that runs. */
export function overHttp(installation: Installation, url: string): Operations {
  async function ask<T>(path: string, action?: IntegrationAction): Promise<T> {
    // Anew each time: a run may take longer than a token lives.
    const token = await signToken({ sub: "cli", roles: ["devops"] }, { secret: readSecret(installation) });
    const answer = await fetch(new URL(path, url), {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(action && { method: "POST", body: JSON.stringify(action) }),
    });
    const body = (await answer.json()) as T & { code?: string; detail?: string };
    if (answer.ok) return body;
    throw new CliError("server_refused", `${answer.status} ${body.code ?? ""}: ${body.detail ?? ""}`);
  }
  const pathOf = (name: string) => `${PATH}/${encodeURIComponent(name)}`;
  return {
    list: () => ask(PATH),
    detail: (name) => ask(pathOf(name)),
    act: (name, action) => ask(`${pathOf(name)}/actions`, action),
    close: async () => {},
  };
}
