/**
 * The load generator: a process of its own, over plain sockets, since Node's own client costs as much as the server. Each connection is kept and has
 * one delivery under way. It gets a `HookJob`, makes and signs all deliveries, says `ready`, begins at the word `go`, sends `HookSeen` and ends.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { bodyOf, proofOf } from "./deliveries.ts";
import type { HookJob, HookSeen } from "./job.ts";

const [job] = (await once(process, "message")) as [HookJob];
const deliveries = Array.from({ length: job.count }, (_, index) => request(index));
const sockets = await Promise.all(Array.from({ length: job.connections }, open));
process.send?.("ready");
await once(process, "message");
const seen = await run();
for (const socket of sockets) socket.destroy();
process.send?.(seen, () => process.disconnect());

function request(index: number): Buffer {
  const body = bodyOf(job.hook.name, job.first + index, job.at);
  const head =
    `POST /northstar/v1/hooks/${job.path} HTTP/1.1\r\nHost: 127.0.0.1:${job.port}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${body.length}\r\n${proofOf(job.hook, body, job.at)}\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

async function open(): Promise<Socket> {
  const socket = connect({ port: job.port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  return socket;
}

async function run(): Promise<HookSeen> {
  const times: number[] = [];
  const refused: number[] = [];
  const cpu = process.cpuUsage();
  const started = performance.now();
  const ends = started + job.seconds * 1000;
  let next = 0;
  let failure: Error | null = null;

  /** When the next one is due; null when there is none any more. */
  function due(): number | null {
    if (failure || next >= job.count) return null;
    const at = job.perSecond > 0 ? started + (next * 1000) / job.perSecond : performance.now();
    return at < ends ? at : null;
  }

  await Promise.all(
    sockets.map(async (socket) => {
      const answered = answers(socket, (error) => {
        failure ??= error;
      });
      for (let at = due(); at !== null; at = due()) {
        if (at > performance.now()) {
          // All who are idle wake together; who finds nothing due waits again.
          await setTimeout(1);
          continue;
        }
        const index = next++;
        const delivery = deliveries[index];
        if (!delivery) break;
        socket.write(delivery);
        const status = await answered();
        times.push(performance.now() - at);
        if (status !== 202 && status !== 200) refused.push(index);
        if (status === 0) break;
      }
    }),
  );
  if (failure) throw failure;
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    sent: next,
    refused,
    seconds,
    times: { p50: at(0.5), p99: at(0.99), max: at(1) },
    cpu: (user + system) / 1e6 / seconds,
  };
}

/** Waits for the next answer's status; answers have no body but problems, whose length is said. 0 when the connection is gone. */
function answers(socket: Socket, onFailure: (error: Error) => void): () => Promise<number> {
  let text = "";
  let resolve: (status: number) => void = () => undefined;
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    text += chunk;
    const head = text.indexOf("\r\n\r\n");
    if (head === -1) return;
    const length = /^content-length: (\d+)/im.exec(text)?.[1];
    if (length === undefined) {
      onFailure(new Error(`An answer doesn't say its length: ${text.slice(0, head)}`));
      socket.destroy();
    } else if (text.length < head + 4 + Number(length)) return;
    const status = Number(text.slice(9, 12));
    text = "";
    resolve(status);
  });
  socket.on("error", onFailure);
  socket.on("close", () => resolve(0));
  return () =>
    new Promise((done) => {
      resolve = done;
    });
}
