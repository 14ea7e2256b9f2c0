/**
 * The load generator: a process of its own, so that it takes no time of the server's event loop. It gets a `LoadJob` over the channel
 * to its parent, holds every answer against the one expected for its tenant and role, and sends `LoadSeen`. It fails at the first answer that is another.
 */
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { isDeepStrictEqual } from "node:util";
import type { LoadLine } from "../../packages/core/src/query.ts";
import { type LoadJob, type LoadSeen, type Reader, rowsOf } from "./job.ts";

/** What differs between two answers of the same content. */
const OWN_WORK = /"milliseconds":\d+,"cached":(true|false)/g;

process.once("message", (job: LoadJob) => {
  run(job).then(
    (seen) => process.send?.(seen, () => process.disconnect()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run({ url, readers, connections, seconds }: LoadJob): Promise<LoadSeen> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const asked = readers.map((reader) => ({ reader, body: Buffer.from(JSON.stringify({ queries: reader.queries })) }));
  const good = new Map<string, string>();
  const times: number[] = [];
  let lines = 0;
  let cached = 0;
  let bytes = 0;

  function check(reader: Reader, text: string): void {
    let own = 0;
    const content = text.replace(OWN_WORK, (_, isCached: string) => {
      own++;
      if (isCached === "true") cached++;
      return "";
    });
    lines += own;
    bytes += text.length;
    // The very text that was found right before; any other is read in full.
    if (good.get(reader.name) === content) return;
    const answers = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as LoadLine);
    if (!isDeepStrictEqual(rowsOf(answers), reader.expected)) {
      throw new Error(`${reader.name} got an answer that isn't theirs.`);
    }
    good.set(reader.name, content);
  }

  const loopBefore = performance.eventLoopUtilization();
  const started = performance.now();
  const ends = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      for (let turn = connection; performance.now() < ends; turn++) {
        const { reader, body } = asked[turn % asked.length] as (typeof asked)[number];
        const sent = performance.now();
        check(reader, await post(url, agent, reader.token, body));
        times.push(performance.now() - sent);
      }
    }),
  );
  const took = (performance.now() - started) / 1000;
  const generatorBusy = performance.eventLoopUtilization(loopBefore).utilization;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    requests: times.length,
    seconds: took,
    times: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
    cachedShare: cached / lines,
    bytesOfAnswer: Math.round(bytes / times.length),
    generatorBusy,
  };
}

function post(url: string, agent: Agent, token: string, body: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": body.length,
    };
    const sent = request(`${url}/northstar/v1/load`, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${response.statusCode}: ${text.slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
