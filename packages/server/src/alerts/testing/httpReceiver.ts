import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How the next request is answered; `silent` not at all, `reset` by cutting the connection after all of it was read. */
export type HttpAnswer = { status: number; headers?: Record<string, string>; body?: string } | "silent" | "reset";

/** A real HTTP server on loopback that stands in for Slack, WhatsApp or a webhook's receiver. */
export async function httpReceiver(usual: HttpAnswer = { status: 200, body: "ok" }) {
  const received: ReceivedRequest[] = [];
  const answers: HttpAnswer[] = [];
  const state = { usual };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString() });
      const answer = answers.shift() ?? state.usual;
      if (answer === "silent") return;
      if (answer === "reset") {
        request.socket.resetAndDestroy();
        return;
      }
      response.writeHead(answer.status, answer.headers).end(answer.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    /** Answers the next requests so, one after the other. */
    answer: (...next: HttpAnswer[]) => void answers.push(...next),
    /** Answers all others so. */
    answerAlways(answer: HttpAnswer) {
      state.usual = answer;
    },
    /** Cuts whoever is still waiting. */
    cut: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type HttpReceiver = Awaited<ReturnType<typeof httpReceiver>>;
