import type { Warehouse } from "../../warehouse/warehouse.ts";
import { type ConnectorOutcome, type RunConnectorOptions, runConnector } from "../runConnector.ts";
import type { Connector } from "../types.ts";
import { fakeTime } from "./fakeTime.ts";

/** A run with a clock that stands at noon of 10 March 2026 and chance that is always in the middle. */
export function runForTest(
  warehouse: Warehouse,
  connector: Connector,
  settings: Readonly<Record<string, string>>,
  options: Partial<RunConnectorOptions> = {},
): Promise<ConnectorOutcome> {
  const time = fakeTime();
  return runConnector(warehouse, connector, {
    setting: (name) => settings[name] ?? null,
    signal: new AbortController().signal,
    now: time.now,
    random: () => 0.5,
    sleep: time.sleep,
    ...options,
  });
}
