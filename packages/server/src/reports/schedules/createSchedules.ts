import {
  type AlertChannel,
  type Claims,
  dueReview,
  type FreshnessReport,
  nextReview,
  type PackDirectoryEntry,
  type PackPeriod,
  type PackSchedulesPort,
  packPeriod,
  unsettledSources,
} from "@northstar/core";
import type { AlertDelivery, Outbox } from "../../alerts/types.ts";
import { faultName, ServerError } from "../../errors.ts";
import type { Asked } from "../askPack.ts";
import type { Reports } from "../createReports.ts";
import type { KeptSchedule, ScheduleStore } from "./createScheduleStore.ts";
import { createSchedulesPort } from "./createSchedulesPort.ts";
import { sendReview } from "./sendReview.ts";

export interface SchedulesOptions {
  store: ScheduleStore;
  reports: Pick<Reports, "port" | "makeOnce">;
  /** The alerts' own, as `createAlertStore` makes it: reviews go out, are tried again and are given up as alerts are. */
  outbox: Outbox;
  delivery: Pick<AlertDelivery, "recipients" | "channels">;
  /** ms. @default Date.now */
  now?: (() => number) | undefined;
  /** How often is looked whether a review is due. 0: only by `look`. @default 30 */
  tickSeconds?: number | undefined;
  /** @default writes their names to standard error */
  onError?: ((error: unknown) => void) | undefined;
}

/** Reviews that go out by themselves. */
export interface Schedules {
  port: PackSchedulesPort;
  /** Takes the server that numbers are asked of. */
  attach(server: Asked): void;
  /** Begins to look what is due. */
  start(): void;
  /** Looks once; while another look is on, after it. @throws ServerError `not_ready` before `attach` */
  look(): Promise<void>;
  /** Ends it after what is under way. */
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/**
 * Makes reviews when their time has come and puts their messages into the alerts' outbox. Several may run on one store: each period is taken by one, and what
 * one left undone another takes up.
 */
export function createSchedules(options: SchedulesOptions): Schedules {
  const { store, reports, outbox, delivery, now = Date.now, tickSeconds = 30 } = options;
  const onError = options.onError ?? ((error) => console.error(`reviews: ${faultName(error)}`));
  let server: Asked | null = null;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  function asked(): Asked {
    if (server) return server;
    throw new ServerError("not_ready", "The server is starting. Ask again in a moment.");
  }
  const claimsOf = ({ maker }: KeptSchedule): Claims => ({ ...maker, tenant: store.tenant, can: ["export"] });
  const send = (kept: KeptSchedule, period: PackPeriod, unsettled: readonly string[], isAsked: boolean) =>
    sendReview({ store, reports, outbox, delivery, now }, { kept, claims: claimsOf(kept), period, unsettled, isAsked });

  async function lookAt(kept: KeptSchedule): Promise<void> {
    const { schedule, since } = kept;
    if (!schedule.enabled) return;
    const claims = claimsOf(kept);
    const { timeZone } = await asked().catalog(claims);
    const due = dueReview(schedule, since, now(), timeZone);
    if (!due || (await store.run(kept.id, due.period.name))?.status === "done") return;
    const unsettled = unsettledSources(await asked().freshness(claims), due.period, timeZone);
    if (unsettled.length > 0 && now() < due.at + schedule.waitHours * HOUR_MS) return;
    await send(kept, due.period, unsettled, false);
  }

  function look(): Promise<void> {
    const next = looking.then(async () => {
      asked();
      for (const kept of await store.schedules()) {
        if (isClosed) return;
        // One that can't be made keeps no other waiting.
        await lookAt(kept).catch(onError);
      }
    });
    looking = next.catch(() => undefined);
    return next;
  }

  function plan(seconds: number): void {
    if (isClosed || tickSeconds === 0) return;
    timer = setTimeout(() => {
      void look()
        .catch(onError)
        .finally(() => plan(tickSeconds));
    }, seconds * 1000);
    timer.unref();
  }

  const port = createSchedulesPort({
    store,
    outbox,
    now,
    directory: async () => directoryOf(await delivery.channels()),
    zone: async (claims) => (await asked().catalog(claims)).timeZone,
    next: ({ schedule }, timeZone) => nextReview(schedule, now(), timeZone),
    async run(kept) {
      const claims = claimsOf(kept);
      const { timeZone } = await asked().catalog(claims);
      const period = packPeriod(kept.schedule.kind, undefined, { now: new Date(now()), timeZone });
      const report: FreshnessReport = await asked().freshness(claims);
      return await send(kept, period, unsettledSources(report, period, timeZone), true);
    },
  });

  return {
    port,
    attach(running) {
      server = running;
    },
    start: () => plan(0),
    look,
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await looking;
    },
  };
}

/** The ways that carry a review: a template of WhatsApp and a webhook's receiver are made for alerts. */
function directoryOf(channels: readonly AlertChannel[]): PackDirectoryEntry[] {
  return channels.flatMap(({ name, kind, recipients }) =>
    kind === "slack" || kind === "email"
      ? recipients.map(({ id, title, roles }) => ({ channel: name, kind, id, title, roles }))
      : [],
  );
}
