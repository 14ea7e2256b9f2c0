/** Refused requests that one row of the answer counts. `at` is a local date-time of the reporting zone. */
export interface SecurityEvent {
  at: string;
  kind: string;
  actor: string | null;
  ipHash: string | null;
  outcome: string | null;
  severity: string | null;
  count: number;
}

/** What happened on one day in the same way: the newest time, how often, and from how many addresses. */
export interface SecurityDigest extends SecurityEvent {
  /** Number of different address hashes; 0 when none is known. */
  addresses: number;
  /** False where older rows were cut off, so that there may have been more of it. */
  isWhole: boolean;
}

/**
 * Gathers security events by day, kind, actor, outcome and severity: fourteen bad signatures are one line, not fourteen.
 * @param events newest first
 * @param isCut whether older events were left out of `events`
 */
export function digestSecurity(events: readonly SecurityEvent[], isCut: boolean): SecurityDigest[] {
  const oldestDay = events.at(-1)?.at.slice(0, 10);
  const groups = new Map<string, { newest: SecurityEvent; count: number; addresses: Set<string> }>();
  for (const event of events) {
    const { at, kind, actor, outcome, severity, ipHash, count } = event;
    const key = JSON.stringify([at.slice(0, 10), kind, actor, outcome, severity]);
    const group = groups.get(key) ?? { newest: event, count: 0, addresses: new Set<string>() };
    group.count += count;
    if (ipHash !== null) group.addresses.add(ipHash);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ newest, count, addresses }) => ({
    ...newest,
    count,
    addresses: addresses.size,
    isWhole: !(isCut && newest.at.startsWith(oldestDay ?? "")),
  }));
}
