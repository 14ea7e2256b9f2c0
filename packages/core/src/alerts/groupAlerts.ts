/** Something to tell one recipient of one alert. */
export interface Tellable {
  /** Channel and recipient. */
  to: string;
  event: string;
  /** KPIs that it is about have these sources. */
  sources: readonly string[];
  labels: Readonly<Record<string, string>>;
  /** Not before, ms; null for at once. */
  notBefore: number | null;
}

export interface AlertGroup<T extends Tellable> {
  members: readonly T[];
  cause: { kind: "source"; sources: readonly string[] } | { kind: "label"; name: string; value: string } | null;
}

/**
 * What one look at all rules found becomes one message for each recipient, event and moment: ten tiles of one cause are one message. What
 * they have in common is named: a label of all, else a source of all.
 */
export function groupAlerts<T extends Tellable>(found: readonly T[]): AlertGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const one of found) {
    const key = JSON.stringify([one.to, one.event, one.notBefore]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].map((members) => ({ members, cause: commonCause(members) }));
}

function commonCause(members: readonly Tellable[]): AlertGroup<Tellable>["cause"] {
  const [first, ...others] = members;
  if (!first || others.length === 0) return null;
  const label = Object.entries(first.labels).find(([name, value]) =>
    others.every(({ labels }) => labels[name] === value),
  );
  if (label) return { kind: "label", name: label[0], value: label[1] };
  const sources = first.sources.filter((source) => others.every((other) => other.sources.includes(source)));
  return sources.length > 0 ? { kind: "source", sources } : null;
}
