import type { IntegrationWay, SourceId } from "@northstar/core";
import type { Connector } from "../connectors/types.ts";
import { SOURCE_DEFINITIONS, type SourceName } from "../sources/registry.ts";

/** A hook as its administration knows it. */
export interface IntegrationHook {
  /** As in `/northstar/v1/hooks/<name>`. */
  name: string;
  source: SourceName;
  /** Secrets that deliveries are checked with: all are needed. */
  secrets: readonly string[];
}

export type IntegrationConnector = Pick<Connector, "name" | "source" | "streams" | "settings" | "secrets" | "oneOf">;

/** One row of the integrations page: everything that brings data of one source under one name. */
export interface IntegrationSpec {
  name: string;
  source: SourceId;
  ways: readonly IntegrationWay[];
  /** Names that its rows have in `integration_runs`, `connector_state`, `dead_letter` and `schema_drift`. */
  records: readonly string[];
  /** Secrets that each hook needs. */
  hooks: readonly IntegrationHook[];
  connectors: readonly IntegrationConnector[];
  /** Names of all its secrets. */
  secrets: readonly string[];
}

export interface IntegrationParts {
  hooks: readonly IntegrationHook[];
  connectors: readonly IntegrationConnector[];
  /** Sources that are loaded from files too. */
  files: readonly SourceName[];
}

/** What there is to administer: hooks, connectors and files of the same source are one integration. In the order in which they are given. */
export function integrationSpecs({ hooks, connectors, files }: IntegrationParts): IntegrationSpec[] {
  const drafts = new Map<string, { sourceName: SourceName } & Pick<IntegrationSpec, "hooks" | "connectors">>();
  for (const hook of hooks) {
    const draft = drafts.get(hook.name);
    drafts.set(hook.name, {
      sourceName: hook.source,
      hooks: [...(draft?.hooks ?? []), hook],
      connectors: [],
    });
  }
  for (const connector of connectors) {
    const name = drafts.has(connector.name) ? connector.name : connector.source;
    const draft = drafts.get(name);
    drafts.set(name, {
      sourceName: connector.source,
      hooks: draft?.hooks ?? [],
      connectors: [...(draft?.connectors ?? []), connector],
    });
  }
  for (const name of files) if (!drafts.has(name)) drafts.set(name, { sourceName: name, hooks: [], connectors: [] });
  return [...drafts].map(([name, { sourceName, ...draft }]) => ({
    name,
    source: SOURCE_DEFINITIONS[sourceName].sourceId,
    ways: [
      ...(draft.hooks.length > 0 ? ["hook" as const] : []),
      ...(draft.connectors.length > 0 ? ["poll" as const] : []),
      ...(files.includes(sourceName) ? ["files" as const] : []),
    ],
    records: unique([name, sourceName, ...draft.connectors.map((connector) => connector.name)]),
    ...draft,
    secrets: unique(
      [...draft.hooks, ...draft.connectors, ...draft.connectors.flatMap(({ oneOf = [] }) => oneOf)].flatMap(
        ({ secrets }) => secrets,
      ),
    ),
  }));
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
