import { MemoryCacheDriver } from "./cache-driver.ts";
import { requireCommonJs } from "./commonjs.ts";
import { NorthstarGateway } from "./gateway.ts";

const { CubejsServerCore }: typeof import("@cubejs-backend/server-core") =
  requireCommonJs("@cubejs-backend/server-core");

type Core = InstanceType<typeof CubejsServerCore>;
type RefreshKeyQuery = readonly unknown[];

/** The parts of Cube's query cache that are set otherwise here. */
interface QueryCacheParts {
  cacheDriver: MemoryCacheDriver;
  memoryCache: { clear(): void };
  cacheRefreshKeyResult(query: RefreshKeyQuery, expiration: number, options: Record<string, unknown>): unknown;
  refreshKeyCacheKey(query: RefreshKeyQuery, dataSource: unknown): string;
}

/** Cube's server core with our gateway, and a query cache whose answers follow the data. */
export class NorthstarCore extends CubejsServerCore {
  timeZone = "UTC";
  development = false;
  readonly #caches: { parts: QueryCacheParts; refreshKeys: Set<string> }[] = [];

  /** Forgets every refresh key's value, so that the next query asks the warehouse for it. */
  async forgetRefreshKeys(): Promise<void> {
    for (const { parts, refreshKeys } of this.#caches) {
      parts.memoryCache.clear();
      for (const key of refreshKeys) await parts.cacheDriver.remove(key);
      refreshKeys.clear();
    }
  }

  gateway(): NorthstarGateway {
    const gateway = this.apiGateway();
    if (!(gateway instanceof NorthstarGateway)) throw new TypeError("The gateway is made by createApiGatewayInstance.");
    return gateway;
  }

  protected override createApiGatewayInstance(...settings: Parameters<Core["createApiGatewayInstance"]>) {
    const gateway = new NorthstarGateway(...settings);
    gateway.timeZone = this.timeZone;
    gateway.development = this.development;
    return gateway;
  }

  protected override createOrchestratorApi(...settings: Parameters<Core["createOrchestratorApi"]>) {
    const api = super.createOrchestratorApi(...settings);
    const cache = api.getQueryOrchestrator().getQueryCache() as unknown as QueryCacheParts;
    const refreshKeys = new Set<string>();
    cache.cacheDriver = new MemoryCacheDriver();
    const ask = cache.cacheRefreshKeyResult.bind(cache);
    cache.cacheRefreshKeyResult = (query, expiration, options) => {
      refreshKeys.add(cache.refreshKeyCacheKey(query, options.dataSource));
      // Cube answers with an outdated refresh key while it asks for a new one, so the first answer after a change would be the old one.
      // Here the question is a millisecond's look at the embedded warehouse: wait for it.
      return ask(query, expiration, { ...options, waitForRenew: true });
    };
    this.#caches.push({ parts: cache, refreshKeys });
    return api;
  }
}
