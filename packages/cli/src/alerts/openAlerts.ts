import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AlertsPort } from "@northstar/core";
import type { Northstar } from "@northstar/server";
import {
  type AlertDelivery,
  createAlerts,
  createDelivery,
  NO_CHANNELS,
  type Outbox,
  readChannels,
} from "@northstar/server/alerts";
import { type AppState, createAlertStore } from "@northstar/server/state";
import { checkModel } from "../codegen/checkModel.ts";
import { describeProblem, ModelError } from "../codegen/ModelError.ts";
import { readModel } from "../codegen/readModel.ts";
import { describeFault } from "../describeFault.ts";
import type { Installation } from "../installation.ts";
import { checkRules } from "./checkRules.ts";

export interface AlertsRuntimeOptions {
  installation: Installation;
  /** Belongs to the caller, who closes it after this. */
  state: AppState;
  tenant: string;
  /** Signs links of messages. */
  secret: string;
  environment: NodeJS.ProcessEnv;
  /** The page that messages lead to. */
  portalUrl?: string | undefined;
  /** The page of reviews that their messages lead to. */
  reviewsUrl?: string | undefined;
  /** The page of suggestions that word of mentions and answers leads to. */
  suggestionsUrl?: string | undefined;
  /** Names a schedule of reviews. */
  reviewTitle?: ((scheduleId: string) => Promise<string | null>) | undefined;
  /** Told what isn't right with the rules or the channels, a line each. */
  warn: (line: string) => void;
}

/** Rules, their engine and their messages, in this process. */
export interface AlertsRuntime {
  port: AlertsPort;
  /** The ways out, for what else is sent by them. */
  outbox: Outbox;
  delivery: AlertDelivery;
  /** Takes the rules of the files over, and begins to evaluate and to send. */
  start(northstar: Northstar): Promise<void>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/**
 * Opens the alerts in an app state, and the channels of `NORTHSTAR_ALERTS_FILE` or `<data dir>/alerts.yml`.
 * @throws ServerError `option_invalid` for a file of channels that is wrong
 */
export async function openAlerts(options: AlertsRuntimeOptions): Promise<AlertsRuntime> {
  const { installation, state, tenant, secret, environment, portalUrl, warn } = options;
  const onError = (error: unknown) => warn(`alerts: ${describeFault(error)}`);
  const store = await createAlertStore(state, tenant);
  const file = channelsFileOf(installation, environment);
  const delivery = await createDelivery({
    store,
    state,
    file: file === undefined ? NO_CHANNELS : await readChannels(file),
    environment,
    secret,
    portalUrl,
    reviewsUrl: options.reviewsUrl,
    suggestionsUrl: options.suggestionsUrl,
    reviewTitle: options.reviewTitle,
    publicUrl: environment.NORTHSTAR_PUBLIC_URL,
    timeZone: installation.timeZone,
  });
  const alerts = createAlerts({ store, delivery, onError });
  let pruning: NodeJS.Timeout | null = null;
  return {
    port: alerts.port,
    outbox: store,
    delivery,
    async start(northstar) {
      for (const { name, problem } of await delivery.channels()) {
        if (problem !== null) warn(`alerts: channel ${name}: ${problem}`);
      }
      await syncRules(installation, (rules) => store.syncRules(rules, { by: "cube/alerts", at: Date.now() }), warn);
      await delivery.start();
      alerts.start(northstar);
      const prune = () => void store.prune(Date.now()).catch(onError);
      prune();
      pruning = setInterval(prune, DAY_MS);
      pruning.unref();
    },
    async close() {
      if (pruning) clearInterval(pruning);
      await alerts.close();
      await delivery.close();
      await store.close();
    },
  };
}

/** The operator's file of channels; undefined where there is none, which is no fault: then nobody is written to. */
export function channelsFileOf(installation: Installation, environment: NodeJS.ProcessEnv): string | undefined {
  const named = environment.NORTHSTAR_ALERTS_FILE;
  if (named) return named;
  const standard = join(installation.dataDir, "alerts.yml");
  return existsSync(standard) ? standard : undefined;
}

/** Rules with a problem stay as they were in force; the others are taken over. */
async function syncRules(
  { modelPath }: Installation,
  sync: (rules: Awaited<ReturnType<typeof checkRules>>["rules"]) => Promise<unknown>,
  warn: (line: string) => void,
): Promise<void> {
  try {
    const { kpis } = checkModel(await readModel(modelPath));
    const { rules, problems } = await checkRules(
      join(dirname(modelPath), "alerts"),
      kpis.map(({ kpi }) => kpi),
    );
    for (const problem of problems) warn(`alerts: ${describeProblem(problem)}`);
    await sync(rules);
  } catch (error) {
    // The server says more of a model that is wrong.
    if (!(error instanceof ModelError)) throw error;
    warn("alerts: the model has problems, so the rules stay as they were. See northstar kpi check.");
  }
}
