import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingestFiles, openWarehouse } from "../packages/ingest/src/index.ts";

/**
 * Throughput of ingest from file to committed rows: GA4 events and SendGrid events, in an empty warehouse on disk.
 * Wall time says what a person waits; CPU time is what to compare between machines that do other things too.
 * `node bench/ingest.ts [events]`
 */
const events = Number(process.argv[2] ?? 200_000);
const folder = await mkdtemp(join(tmpdir(), "northstar-bench-"));
const START = Date.parse("2026-01-01T00:00:00Z");

function ga4Line(index: number): string {
  const visitor = Math.floor(index / 4) % 50_000;
  const session = Math.floor(index / 4);
  const user = visitor % 3 === 0 ? `"${visitor}"` : "null";
  return (
    `{"event_date":"20260101","event_timestamp":"${START + index * 37}000","event_name":"page_view","event_params":[` +
    `{"key":"ga_session_id","value":{"int_value":"${session}"}},{"key":"session_engaged","value":{"string_value":"1"}},` +
    `{"key":"engagement_time_msec","value":{"int_value":"${index % 30_000}"}},` +
    `{"key":"page_location","value":{"string_value":"https://portal.example/p/${index % 500}"}}],` +
    `"user_id":${user},"user_pseudo_id":"${visitor}.1700000000","device":{"category":"mobile"},"geo":{"country":"Colombia"},` +
    `"collected_traffic_source":{"manual_source":"newsletter","manual_medium":"email"},"stream_id":"1"}`
  );
}

function sendgridLine(index: number): string {
  const message = Math.floor(index / 3);
  const event = ["processed", "delivered", "open"][index % 3];
  return (
    `[{"event":"${event}","email":"p${message % 20_000}@example.org","timestamp":${START / 1000 + index},` +
    `"sg_event_id":"e${index}","sg_message_id":"m${message}","campaign_id":"k${message % 40}","user_id":"${message % 20_000}"}]`
  );
}

async function measure(source: string, line: (index: number) => string): Promise<void> {
  const file = join(folder, `${source}.ndjson`);
  await writeFile(file, Array.from({ length: events }, (_, index) => line(index)).join("\n"));
  const warehouse = await openWarehouse({ path: join(folder, `${source}.duckdb`) });
  const cpu = process.cpuUsage();
  const start = performance.now();
  const report = await ingestFiles(warehouse, source, [file]);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const megabytes = (await stat(file)).size / 1e6;
  await warehouse.close();
  console.log(
    `${source}: ${events} events (${megabytes.toFixed(0)} MB) in ${seconds.toFixed(1)} s, ` +
      `${Math.round(events / seconds)} a second, ${((user + system) / events).toFixed(1)} µs CPU an event`,
    report.rows,
  );
}

try {
  await measure("ga4", ga4Line);
  await measure("sendgrid", sendgridLine);
} finally {
  await rm(folder, { recursive: true, force: true });
}
