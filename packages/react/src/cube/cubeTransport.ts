import type { ITransport, ITransportResponse } from "@cubejs-client/core";
import { NorthstarError } from "../errors.ts";
import type { NorthstarClient } from "../provider/client.ts";
import { type CubeClientQuery, toCubeBody, toServerQuery } from "./cubeAnswer.ts";

/**
 * A transport for Cube's client that goes the way of everything else under a provider: the same token, the same batch of a tick.
 * Data queries go to `/northstar/v1/load`; `meta`, `sql` and `dry-run` to Cube's own endpoints on the same server.
 */
export function createCubeTransport(client: NorthstarClient): ITransport<Response> {
  return {
    // The client has its own token; what Cube's client would set here is not used.
    authorization: undefined,
    request: (method, params) => {
      const abort = new AbortController();
      const run = () => respond(client, method, params, abort.signal);
      const response: ITransportResponse<Response> = {
        subscribe: async (callback) => callback(await run(), () => response.subscribe(callback)),
      };
      // With `unsubscribe` Cube's client takes a subscription for a push and asks again without a pause.
      return method === "subscribe" ? response : { ...response, unsubscribe: async () => abort.abort() };
    },
  };
}

async function respond(
  client: NorthstarClient,
  method: string,
  params: Record<string, unknown>,
  ownSignal: AbortSignal,
): Promise<Response | { error: string }> {
  const signal = params.signal instanceof AbortSignal ? AbortSignal.any([ownSignal, params.signal]) : ownSignal;
  try {
    if (method === "load" || method === "subscribe") return Response.json(await load(client, params.query, signal));
    return await forward(client, method, params, signal);
  } catch (error) {
    if (signal.aborted) return { error: "aborted" };
    if (!(error instanceof NorthstarError) || error.status === null) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
    return Response.json({ error: error.message, code: error.code }, { status: error.status });
  }
}

async function load(client: NorthstarClient, query: unknown, signal: AbortSignal) {
  const isBlending = Array.isArray(query);
  const queries = ((isBlending ? query : [query]) as CubeClientQuery[]).map(toServerQuery);
  const answers = await Promise.all(queries.map((each) => client.load(each, signal)));
  return toCubeBody(queries, answers, isBlending);
}

function forward(
  client: NorthstarClient,
  method: string,
  params: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Response> {
  const { signal: _signal, baseRequestId: _requestId, ...body } = params;
  return client.http.request(`/cubejs-api/v1/${method}`, {
    accept: "application/json",
    signal,
    ...(method !== "meta" && { method: "POST" as const, body: JSON.stringify(body) }),
  });
}
