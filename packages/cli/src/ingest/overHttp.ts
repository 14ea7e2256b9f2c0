import type { ErasureRequest, IntegrationAction } from "@northstar/core";
import { signToken } from "@northstar/server/token";
import { CliError } from "../errors.ts";
import { type Installation, readSecret } from "../installation.ts";
import type { Operations } from "./operations.ts";

const INTEGRATIONS = "/northstar/v1/integrations";
const ERASURES = "/northstar/v1/erasures";

/** Operations of a server that runs. */
export function overHttp(installation: Installation, url: string): Operations {
  async function ask<T>(path: string, body?: IntegrationAction | ErasureRequest): Promise<T> {
    // Anew each time: a run may take longer than a token lives.
    const token = await signToken({ sub: "cli", roles: ["devops"] }, { secret: readSecret(installation) });
    const answer = await fetch(new URL(path, url), {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new CliError(
        "server_unreachable",
        `The server at ${url} doesn't answer any more. What was begun there may go on: ask it again when it runs.`,
        { cause },
      );
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text) as T;
    throw new CliError("server_refused", refusal(answer.status, text, url));
  }
  const pathOf = (name: string) => `${INTEGRATIONS}/${encodeURIComponent(name)}`;
  return {
    where: `the server at ${url}`,
    goesOn: true,
    list: () => ask(INTEGRATIONS),
    detail: (name) => ask(pathOf(name)),
    act: (name, action) => ask(`${pathOf(name)}/actions`, action),
    deadLetters: (name, { after, limit }) => {
      const query = new URLSearchParams({ limit: String(limit), ...(after !== null && { after }) });
      return ask(`${pathOf(name)}/dead-letters?${query}`);
    },
    erase: (request) => ask(ERASURES, request),
    erasure: (id) => ask(`${ERASURES}/${encodeURIComponent(id)}`),
    close: async () => {},
  };
}

function refusal(status: number, text: string, url: string): string {
  const { code, detail } = problemIn(text);
  if (status === 401) {
    return `The server at ${url} doesn't know this installation's secret (${code ?? status}). Name its folder with --data-dir, or set NORTHSTAR_SECRET as it has it.`;
  }
  return detail ?? `The server at ${url} answers with ${status}.`;
}

/** What a problem document says; an answer of something else, a proxy's page, says nothing. */
function problemIn(text: string): { code?: string; detail?: string } {
  try {
    return JSON.parse(text) as { code?: string; detail?: string };
  } catch {
    return {};
  }
}
