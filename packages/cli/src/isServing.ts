/** Whether a Northstar server answers at this address. */
export async function isServing(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL("/healthz", url), { signal: AbortSignal.timeout(2_000) });
    return answer.ok;
  } catch {
    return false;
  }
}
