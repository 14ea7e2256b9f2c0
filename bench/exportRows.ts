import { writeFileSync } from "node:fs";
import { openCommunity } from "../packages/server/src/testing/community.ts";

// A file of a million rows, read as fast as it comes: how much the server's memory grows meanwhile, and how long it takes.
// `node --expose-gc bench/exportRows.ts [rows]`

const ROWS = Number(process.argv[2] ?? 1_000_000);
const MEMBERS = [
  "executive.contact",
  "executive.email",
  "executive.country",
  "executive.source",
  "executive.date",
  "executive.age",
];

const northstar = await openCommunity(
  { audit: async () => {} },
  `INSERT INTO registrations
  SELECT 10 + i, 'default', ['CO', 'MX', 'PE', 'CL'][1 + i % 4], ['web', 'ads', 'mail'][1 + i % 3], 'persona.' || i || '@example.com',
    i % 2 = 0, 20 + i % 50, TIMESTAMP '2026-01-01' + INTERVAL (i * 20) SECOND, 10
  FROM range(${ROWS}) AS numbers(i)`,
);
const token = await northstar.signToken({ sub: "bench", roles: ["analyst"], can: ["export"] });
const ask = (filters: object[]) =>
  northstar.fetch(
    new Request("http://northstar.test/northstar/v1/exports/rows", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({
        title: "rows",
        query: { dimensions: MEMBERS, filters, order: [["executive.date", "desc"]] },
        columns: MEMBERS.map((member) => ({ member, title: member })),
      }),
    }),
  );

/** Bytes and lines of a file. */
async function drain(response: Response): Promise<{ bytes: number; lines: number }> {
  let bytes = 0;
  let lines = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    for (const byte of part) if (byte === 10) lines++;
  }
  return { bytes, lines };
}

await drain(
  await ask([
    { member: "executive.country", operator: "equals", values: ["CO"] },
    { member: "executive.age", operator: "equals", values: ["20"] },
  ]),
);
globalThis.gc?.();
const before = process.memoryUsage().rss;
let peak = before;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 10);
const began = performance.now();
const response = await ask([]);
const firstByteMs = performance.now() - began;
const { bytes, lines } = await drain(response);
const seconds = (performance.now() - began) / 1000;
clearInterval(watch);
peak = Math.max(peak, process.memoryUsage().rss);
const line = `| ${(lines - 1).toLocaleString("en")} rows | ${(bytes / 1e6).toFixed(0)} MB | ${seconds.toFixed(1)} s, the first after ${(firstByteMs / 1000).toFixed(1)} s | memory grew by ${((peak - before) / 1e6).toFixed(0)} MB |`;
console.log(line);
writeFileSync(
  new URL("results/exportRows.md", import.meta.url),
  `# A file of rows\n\nWritten by \`node --expose-gc bench/exportRows.ts\`: six columns, each row its own group, the latest first; server, warehouse and reader in one process.\n\n| rows | file | time | peak |\n|---|---|---|---|\n${line}\n`,
);
await northstar.close();
