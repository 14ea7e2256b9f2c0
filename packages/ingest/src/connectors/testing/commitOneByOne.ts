import { commitPart, type PreparedPart } from "../../pipeline/commitPart.ts";
import { appendToInbox } from "../../pipeline/inbox.ts";
import type { Part } from "../../pipeline/part.ts";
import { formatOf } from "../../pipeline/readParts.ts";
import { preparePart, stampOf } from "../../pipeline/runContext.ts";
import type { CommitDeliveries, Committed } from "../runConnector.ts";

/** What pipeline/commitDeliveries.ts does, for deliveries that come alone. */
export const commitOneByOne: CommitDeliveries = async (run, deliveries, also = {}) => {
  const total: Committed = { written: {}, duplicates: 0, bad: 0, maxEventAt: null };
  const { warehouse } = run;
  const prepared: PreparedPart[] = [];
  for (const { source, dedupKey, body, receivedAt } of deliveries) {
    const part: Part = { format: formatOf(body), body, firstLine: 1, units: 1 };
    const entry = { provider: source, dedupKey };
    if (await appendToInbox(warehouse, entry, part, { at: receivedAt })) {
      prepared.push(await preparePart(run, entry, part));
    } else total.duplicates++;
  }
  await warehouse.transaction(async (transaction) => {
    for (const part of prepared) {
      const { written, unchanged, maxEventAt } = await commitPart(transaction, part, stampOf(run));
      Object.assign(total.written, written);
      total.duplicates += unchanged;
      total.bad += part.dead.length;
      total.maxEventAt = maxEventAt;
    }
    for (const { connector, stream, state } of also.states ?? []) {
      await transaction.run(
        "INSERT OR REPLACE INTO connector_state VALUES ($tenant, $connector, $stream, $state, $run)",
        {
          tenant: warehouse.tenant,
          connector,
          stream,
          state: JSON.stringify(state),
          run: run.runId,
        },
      );
    }
  });
  return total;
};
