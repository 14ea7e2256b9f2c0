import { setTimeout } from "node:timers/promises";

/** Pauses between attempts to listen again. */
const AGAIN_MS = 1000;

/**
 * Listens on a connection of its own. When that is lost it is made anew, and the listener is called, since what was told meanwhile isn't known.
 * @returns ends it
 */
export async function listenOnPostgres(
  url: string,
  channel: string,
  listener: (payload: string) => void,
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const { Client, escapeIdentifier } = (await import("pg")).default;
  const stopping = new AbortController();
  let end: () => Promise<void> = async () => {};

  async function connect(): Promise<void> {
    const client = new Client({ connectionString: url, keepAlive: true });
    client.on("notification", ({ payload }) => listener(payload ?? ""));
    client.on("error", (error) => {
      onError(error);
      void again();
    });
    await client.connect();
    await client.query(`LISTEN ${escapeIdentifier(channel)}`);
    end = () => client.end();
  }

  async function again(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await setTimeout(AGAIN_MS, undefined, { signal: stopping.signal });
        await connect();
        listener("");
        return;
      } catch (error) {
        if (!stopping.signal.aborted) onError(error);
      }
    }
  }

  await connect();
  return async () => {
    stopping.abort();
    await end();
  };
}
