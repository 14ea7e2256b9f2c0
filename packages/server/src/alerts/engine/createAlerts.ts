import { randomUUID } from "node:crypto";
import type { AlertsPort } from "@northstar/core";
import { faultName, ServerError } from "../../errors.ts";
import type { AlertDelivery, AlertStore, HeldLease } from "../types.ts";
import { createPort } from "./createPort.ts";
import { type EvaluationReport, evaluate } from "./evaluate.ts";
import type { Asked } from "./judgeRules.ts";

export interface AlertsOptions {
  store: AlertStore;
  /** Who is told and by what. @default nobody */
  delivery?: AlertDelivery | undefined;
  /** ms. @default Date.now */
  now?: (() => number) | undefined;
  /** How often is looked whether a rule is due: so soon after data have come they are judged. 0: only by `evaluate`. @default 5 */
  tickSeconds?: number | undefined;
  /** Names this engine among those that share the store. @default a random one */
  holder?: string | undefined;
  /** Told of faults of the engine's own. @default writes their names to standard error */
  onError?: ((error: unknown) => void) | undefined;
}

/** Rules that are kept an eye on, and what a server answers of them. */
export interface Alerts {
  port: AlertsPort;
  /** Begins to evaluate, by what this server answers. */
  start(northstar: Asked): void;
  /** Looks once, at what is due; while another look is on, after it. @throws ServerError `not_ready` before `start` */
  evaluate(now?: number): Promise<EvaluationReport>;
  /** Ends evaluation, and lets another engine go on at once. What is under way is brought to its end. */
  close(): Promise<void>;
}

/**
 * Makes an engine of alerts on a store. Several may run on one: one evaluates, and when it falls silent another goes on where it was, since
 * all that it knows is in the store.
 */
export function createAlerts(options: AlertsOptions): Alerts {
  const { store, delivery = NOBODY, now = Date.now, tickSeconds = 5, holder = randomUUID() } = options;
  const onError = options.onError ?? ((error) => console.error(`alerts: ${faultName(error)}`));
  let northstar: Asked | null = null;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<unknown> = Promise.resolve();
  let lease: HeldLease | null = null;
  let isClosed = false;
  const onLease = (held: HeldLease) => {
    lease = held;
  };

  function server(): Asked {
    if (!northstar) throw new ServerError("not_ready", "Alerts are starting. Ask again in a moment.");
    return northstar;
  }

  function look(at?: number): Promise<EvaluationReport> {
    const next = running.then(() =>
      evaluate({ store, delivery, holder, now, onError, onLease }, server(), at ?? now()),
    );
    running = next.catch(() => undefined);
    return next;
  }

  function schedule(seconds: number): void {
    if (isClosed || tickSeconds === 0) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void tick(), seconds * 1000);
    timer.unref();
  }

  async function tick(): Promise<void> {
    try {
      await look();
    } catch (error) {
      onError(error);
    }
    schedule(tickSeconds);
  }

  return {
    port: createPort({ store, delivery, now, server, wake: () => schedule(0), look: () => look() }),
    start(asked) {
      northstar = asked;
      schedule(0);
    },
    evaluate: look,
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await running;
      if (lease) await store.releaseLease(lease).catch(onError);
    },
  };
}

const NOBODY: AlertDelivery = {
  recipients: async () => [],
  channels: async () => [],
  test: async () => "No channel is set up.",
  followLink: async () => null,
};
