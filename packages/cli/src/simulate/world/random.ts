/** A seeded source of chance: the same seed and name give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number from 0 to `below` - 1. */
  int(below: number): number;
  chance(probability: number): boolean;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
  /** Poisson, for small means. */
  poisson(mean: number): number;
  /** Normal with mean 0 and deviation 1 (sum of twelve uniforms: no transcendental functions, the same everywhere). */
  normal(): number;
  pick<T>(from: readonly T[]): T;
}

/** FNV-1a, 32 bits: turns names into seeds. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Spreads a whole number over 32 bits (the finaliser of MurmurHash3). */
export function scatter(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * A stream of chance of its own for each part of the world, so that a change in one part doesn't shift the others.
 * The generator is sfc32 (public domain, PractRand).
 */
export function stream(seed: number, name: string, index = 0): Random {
  let a = scatter(seed ^ 0x9e3779b9);
  let b = hash(name);
  let c = scatter(index + 0x243f6a88);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round += 1) next();
  const int = (below: number) => Math.floor(next() * below);
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    exponential: (mean) => -mean * Math.log(1 - next()),
    poisson: (mean) => {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
    normal: () => {
      let sum = -6;
      for (let i = 0; i < 12; i += 1) sum += next();
      return sum;
    },
    pick: (from) => {
      const chosen = from[int(from.length)];
      if (chosen === undefined) throw new RangeError("nothing to pick from");
      return chosen;
    },
  };
}

/** Returns a function that picks items in proportion to their `weight`. */
export function weighted<T extends { weight: number }>(items: readonly T[]): (random: Random) => T {
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  return (random) => {
    let left = random.next() * total;
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return random.pick(items);
  };
}
