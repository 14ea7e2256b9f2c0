import type { ServerResponse } from "node:http";

/**
 * Shorter ways between Node's server and the endpoints: a stream each way costs a third of a batch whose answers are there. A request or response
 * that isn't known here goes the ordinary way, so they hold for nobody who mounts `fetch` elsewhere.
 */
const requests = new WeakMap<Request, { address: string | null }>();
const bodies = new WeakMap<Response, Uint8Array<ArrayBuffer>>();

/**
 * The request comes from Node's HTTP/1 parser, which gives no more bytes than the length that was promised.
 * @param address of the connection's other end
 */
export function markParsed(request: Request, address: string | null): void {
  requests.set(request, { address });
}

/** The other end of the request's connection; null when it isn't known. */
export function addressOf(request: Request): string | null {
  return requests.get(request)?.address ?? null;
}

export function isParsed(request: Request): boolean {
  return requests.has(request);
}

/** A response whose body is there in one piece; its stream is only made when somebody reads it. */
export function wholeResponse(body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(body);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const response = new Response(stream, { headers });
  bodies.set(response, body);
  return response;
}

/** Sends a response made by `wholeResponse`. @returns whether it was one */
export function sendWhole(response: Response, outgoing: ServerResponse): boolean {
  const body = bodies.get(response);
  if (!body || response.bodyUsed) return false;
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": body.length });
  outgoing.end(body);
  return true;
}
