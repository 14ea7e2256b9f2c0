import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeRequest {
  method: string;
  url: URL;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface FakeReply {
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a buffer as it is. */
  body?: unknown;
  /** The connection breaks after so many bytes of the body. */
  cutAfter?: number;
  /** Nothing is ever answered. */
  silent?: boolean;
}

export interface FakeServer {
  origin: string;
  requests: FakeRequest[];
  close(): Promise<void>;
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

/** A server of a test's own on a free port of the loopback address. */
export async function startFakeServer(
  answer: (request: FakeRequest, index: number) => FakeReply | Promise<FakeReply>,
): Promise<FakeServer> {
  const requests: FakeRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request: FakeRequest = {
      method: incoming.method ?? "GET",
      url: new URL(incoming.url ?? "/", "http://fake"),
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    requests.push(request);
    const reply = await answer(request, requests.length - 1);
    if (reply.silent) return;
    const body = bytesOf(reply.body);
    outgoing.writeHead(reply.status ?? 200, {
      "content-type": typeof reply.body === "string" ? "text/plain" : "application/json",
      "content-length": String(body.length),
      ...reply.headers,
    });
    if (reply.cutAfter === undefined) outgoing.end(body);
    else outgoing.write(body.subarray(0, reply.cutAfter), () => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
