import type { Delivery, Spool, SpooledDelivery } from "../../spool/types.ts";
import { ga4Sample } from "../../testing.ts";

/** Noon of 10 March 2026. */
export const NOW = Date.UTC(2026, 2, 10, 12);

export function delivery(source: Delivery["source"], dedupKey: string, body: string, lateMs = 0): Delivery {
  return { source, dedupKey, receivedAt: BigInt(NOW + lateMs) * 1000n, headers: {}, body: Buffer.from(body) };
}

export function mailOpen(id: string, email = `${id}@example.org`): Delivery {
  const event = {
    event: "open",
    email,
    timestamp: 1773000000,
    sg_event_id: id,
    sg_message_id: `m${id}`,
    campaign_id: "k",
  };
  return delivery("sendgrid", id, JSON.stringify([event]));
}

export function contact(id: string, email: string, updatedAt = "2026-03-01T00:00:00Z"): Delivery {
  const properties = { email, lead_score: "40" };
  return delivery(
    "hubspot",
    `${id}@${updatedAt}`,
    JSON.stringify({ id, createdAt: "2026-01-01T00:00:00Z", updatedAt, properties }),
  );
}

export function pageView(n: number): Delivery {
  return delivery(
    "ga4",
    `ga${n}`,
    ga4Sample({ at: `2026-03-09T10:00:0${n % 10}Z`, pseudo: `p${n % 3}`, session: n % 3 }),
  );
}

/** A spool that forgets everything with its process. */
export function memorySpool(given: readonly Delivery[] = []): Spool & { released: number } {
  const all: Delivery[] = [...given];
  const listeners = new Set<() => void>();
  return {
    released: 0,
    async append(one) {
      all.push(one);
      for (const listener of [...listeners]) listener();
    },
    async read({ offset }, maxBytes) {
      const found: SpooledDelivery[] = [];
      let bytes = 0;
      for (const [index, each] of all.entries()) {
        if (index < offset) continue;
        bytes += each.body.length;
        if (found.length > 0 && bytes > maxBytes) break;
        found.push({ delivery: each, end: { segment: 0, offset: index + 1 } });
      }
      return found;
    },
    async release({ offset }) {
      this.released = offset;
    },
    waitFor({ offset }, signal) {
      return new Promise((resolve) => {
        const look = () => {
          if (!signal.aborted && all.length <= offset) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        signal.addEventListener("abort", look);
        look();
      });
    },
    stats: () => ({ bytes: 0, waiting: {}, oldestReceivedAt: null }),
    async close() {},
  };
}

/** What comes in while a process is killed over and over. */
export function deliveriesOfRun(): Delivery[] {
  return Array.from({ length: 12 }, (_, n) => [
    mailOpen(`e${n}`),
    pageView(n),
    contact(String(n), `e${n}@example.org`),
  ]).flat();
}
