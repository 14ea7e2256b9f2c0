/** Beside the first: each begins with fresh refresh keys, so a second failure already needs another commit within milliseconds. */
const RETRIES = 3;

const LOST_ROLLUP = /Pre-aggregation table is not found for/;

interface Orchestrator {
  fetchQuery(query: unknown): Promise<unknown>;
}

/**
 * Asks again when Cube lost a rollup that it had just built: of two builds on either side of a commit, the newer one takes the older's
 * table for outdated and drops it before the older one has looked it up. What is asked again finds the newer table.
 *
 * @param renew makes the next attempt see the data as it is now
 */
export function retryLostRollups(orchestrator: Orchestrator, renew: () => Promise<void>): void {
  const fetchOnce = orchestrator.fetchQuery.bind(orchestrator);
  orchestrator.fetchQuery = async (query) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await fetchOnce(query);
      } catch (error) {
        if (attempt >= RETRIES || !isLostRollup(error)) throw error;
        await renew();
      }
    }
  };
}

function isLostRollup(error: unknown): boolean {
  return error instanceof Error && LOST_ROLLUP.test(error.message);
}
