/** An estimate with its interval. */
export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

/** Things that happened, of how many that could. */
export interface Share {
  hits: number;
  trials: number;
}

/**
 * Two-sided standard normal quantile so that one, two or three comparisons together hold with 95 % (Bonferroni): 1 − 0.05 / (2 · comparisons).
 */
export const Z_TOGETHER: readonly number[] = [1.959964, 2.241403, 2.39398];

/**
 * Score interval of a proportion, without correction for continuity.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212.
 */
export function wilsonInterval({ hits, trials }: Share, z: number): Interval {
  const estimate = hits / trials;
  const middle = 2 * hits + z * z;
  const spread = z * Math.sqrt(z * z + 4 * hits * (1 - estimate));
  const scale = 2 * (trials + z * z);
  return { estimate, low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

/**
 * Difference of two independent proportions, `one − other`, with the hybrid score interval.
 * R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
 * Statistics in Medicine 17 (1998) 873–890, method 10.
 */
export function shareDifference(one: Share, other: Share, z: number): Interval {
  const first = wilsonInterval(one, z);
  const second = wilsonInterval(other, z);
  const estimate = first.estimate - second.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(first.estimate - first.low, second.high - second.estimate),
    high: estimate + Math.hypot(first.high - first.estimate, second.estimate - second.low),
  };
}

/** Events in a time, or over any other exposure that both counts share a unit of. */
export interface Rate {
  events: number;
  exposure: number;
}

/**
 * Ratio of two Poisson rates, `one ÷ other`, with the interval of its logarithm: needs events in both.
 * K. J. Rothman, S. Greenland, "Modern Epidemiology" (2nd ed., 1998), chapter 14.
 */
export function rateRatio(one: Rate, other: Rate, z: number): Interval {
  const estimate = one.events / one.exposure / (other.events / other.exposure);
  const spread = Math.exp(z * Math.sqrt(1 / one.events + 1 / other.events));
  return { estimate, low: estimate / spread, high: estimate * spread };
}
