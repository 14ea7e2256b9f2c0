import type { MemoryCacheDriver } from "./cacheDriver.ts";

/** Seconds for which the value of a refresh key, or the ends of a rollup, may be taken from the cache. */
const MAX_AGE_SECONDS = 5;

interface CacheOptions {
  /** Cube sets it for refresh keys and for the ends of partitioned rollups, never for answers. */
  useInMemory?: boolean;
  waitForRenew?: boolean;
  forceNoCache?: boolean;
  renewalThreshold?: number;
  renewalKey?: unknown;
}

type CacheQueryResult = (
  query: unknown,
  values: unknown,
  cacheKey: unknown,
  expiration: number,
  options: CacheOptions,
) => Promise<unknown>;

/** The parts of Cube's query cache that are set otherwise here. */
interface QueryCacheParts {
  cacheDriver: MemoryCacheDriver;
  memoryCache: { clear(): void };
  cacheQueryResult: CacheQueryResult;
  queryCacheKey(cacheKey: unknown): string;
}

export interface RefreshKeys {
  /** Forgets all values, so that each is asked for at its next use. */
  forget(): Promise<void>;
}

/**
 * Makes a query cache follow the data. Cube answers with an outdated refresh key while it asks for a new one, so the first answer after a
 * change would be the old one; and it keeps the last day of a rollup for up to a day, so a new month's first rows would be left out.
 * In an embedded warehouse both are questions of a millisecond: wait for them, and ask again after some seconds.
 */
export function followData(
  cache: QueryCacheParts,
  driver: MemoryCacheDriver,
  now: () => number = Date.now,
): RefreshKeys {
  const askedAt = new Map<string, number>();
  const original: CacheQueryResult = cache.cacheQueryResult.bind(cache);
  cache.cacheDriver = driver;
  cache.cacheQueryResult = (query, values, cacheKey, expiration, options) => {
    if (options?.useInMemory !== true) return original(query, values, cacheKey, expiration, options);
    const key = cache.queryCacheKey(cacheKey);
    const outdated = now() - (askedAt.get(key) ?? 0) > MAX_AGE_SECONDS * 1000;
    if (outdated) askedAt.set(key, now());
    return original(query, values, cacheKey, expiration, {
      ...options,
      waitForRenew: true,
      // Without a key to renew against, Cube would never ask again before the entry expires.
      forceNoCache: options.forceNoCache === true || (outdated && !options.renewalKey),
      renewalThreshold: Math.min(options.renewalThreshold ?? MAX_AGE_SECONDS, MAX_AGE_SECONDS),
    });
  };
  return {
    async forget() {
      const keys = [...askedAt.keys()];
      askedAt.clear();
      cache.memoryCache.clear();
      for (const key of keys) await driver.remove(key);
    },
  };
}
