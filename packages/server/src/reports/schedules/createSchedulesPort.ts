import type {
  Claims,
  PackDirectoryEntry,
  PackSchedule,
  PackScheduleInput,
  PackScheduleRun,
  PackSchedulesPort,
  ReportRefusal,
  ReviewSlot,
} from "@northstar/core";
import type { Outbox } from "../../alerts/types.ts";
import { seesRowsOf } from "../visiblePart.ts";
import { type KeptRun, type KeptSchedule, MAX_RUN_ATTEMPTS, type ScheduleStore } from "./createScheduleStore.ts";
import { reviewKey } from "./sendReview.ts";

interface PortParts {
  store: ScheduleStore;
  outbox: Pick<Outbox, "statuses">;
  now: () => number;
  directory: () => Promise<PackDirectoryEntry[]>;
  /** Zone of the reports. */
  zone: (claims: Claims) => Promise<string>;
  next: (kept: KeptSchedule, zone: string) => ReviewSlot;
  /** Sends the last closed period's. @returns false when it has gone out, or is on its way */
  run: (kept: KeptSchedule) => Promise<boolean>;
}

/** Answers for schedules, as far as a reader may see their rows. */
export function createSchedulesPort({ store, outbox, now, directory, zone, next, run }: PortParts): PackSchedulesPort {
  async function visible(claims: Claims, id: string): Promise<KeptSchedule | null> {
    const kept = await store.schedule(id);
    return kept && seesRowsOf(cutsOf(kept), claims) ? kept : null;
  }

  async function viewsOf(kept: readonly KeptSchedule[], claims: Claims): Promise<PackSchedule[]> {
    const [timeZone, runs] = await Promise.all([zone(claims), store.runs(kept.map(({ id }) => id))]);
    const keys = runs.flatMap((one) => one.recipients.map((to) => reviewKey(one.scheduleId, one.period, to)));
    const statuses = await outbox.statuses(keys);
    return kept.map((one) => ({
      ...one.schedule,
      id: one.id,
      version: one.version,
      roles: one.maker.roles,
      updatedBy: one.updatedBy,
      updatedAt: new Date(one.updatedAt).toISOString(),
      next: one.schedule.enabled ? nextOf(next(one, timeZone)) : null,
      runs: runs.filter(({ scheduleId }) => scheduleId === one.id).map((ran) => runView(ran, statuses)),
    }));
  }

  async function view(kept: KeptSchedule, claims: Claims): Promise<PackSchedule> {
    const [found] = await viewsOf([kept], claims);
    if (found) return found;
    throw new Error("A schedule has a view.");
  }

  return {
    tenant: store.tenant,
    async list(claims) {
      const all = (await store.schedules()).filter((kept) => seesRowsOf(cutsOf(kept), claims));
      const [schedules, known] = await Promise.all([viewsOf(all, claims), directory()]);
      return { schedules, directory: known };
    },
    async save(claims, id, schedule, basedOn) {
      const present = id === null ? null : await visible(claims, id);
      if (id !== null && !present) return null;
      const problem = problemOf(schedule, await directory());
      if (problem) return problem;
      if ((present?.version ?? null) !== basedOn) return CHANGED;
      const { sub, roles, filters } = claims;
      const change = { maker: { sub, roles, filters }, basedOn, by: sub, at: now() };
      const kept = await store.save(id, schedule, change);
      return kept ? await view(kept, claims) : CHANGED;
    },
    async remove(claims, id, basedOn) {
      if (!(await visible(claims, id))) return null;
      const isGone = await store.remove(id, { basedOn, by: claims.sub, at: now() });
      return isGone ? { removed: true } : CHANGED;
    },
    async run(claims, id) {
      const kept = await visible(claims, id);
      if (!kept) return null;
      return (await run(kept)) ? await view(kept, claims) : GONE_OUT;
    },
  };
}

const cutsOf = ({ maker }: KeptSchedule) =>
  Object.fromEntries(Object.entries(maker.filters).flatMap(([key, allowed]) => (allowed ? [[key, allowed]] : [])));

const nextOf = ({ period, at }: ReviewSlot) => ({ period: period.name, at: new Date(at).toISOString() });

function runView(run: KeptRun, statuses: Awaited<ReturnType<Outbox["statuses"]>>): PackScheduleRun {
  const { period, status, attempts, at, packId, isMade, problem, recipients, scheduleId } = run;
  return {
    period,
    status,
    isOver: status === "done" || (status === "failed" && attempts >= MAX_RUN_ATTEMPTS),
    at: new Date(at).toISOString(),
    pack: isMade ? packId : null,
    problem,
    deliveries: recipients.map(({ channel, id, isWithheld }) => ({
      channel,
      id,
      status: isWithheld ? "withheld" : (statuses.get(reviewKey(scheduleId, period, { channel, id })) ?? "waiting"),
    })),
  };
}

function problemOf({ recipients }: PackScheduleInput, known: readonly PackDirectoryEntry[]): ReportRefusal | null {
  const fields = recipients.flatMap(({ channel, id }, index) =>
    known.some((one) => one.channel === channel && one.id === id)
      ? []
      : [
          {
            path: `recipients.${index}`,
            message: `There is no recipient "${id}" of a channel "${channel}" that takes reviews.`,
          },
        ],
  );
  const [first] = fields;
  return first ? { refused: "invalid", message: first.message, fields } : null;
}

const CHANGED: ReportRefusal = {
  refused: "changed",
  message: "Somebody else changed or removed the schedule meanwhile. Look at theirs, then save yours again.",
};

const GONE_OUT: ReportRefusal = {
  refused: "closed",
  message: "The review of the last closed period has gone out already, or is on its way.",
};
