import fc from "fast-check";
import { expect, test } from "vitest";
import { IdentityMap } from "./IdentityMap.ts";

const emails = ["a", "b", "c", "d"].map((name) => `email_hash:${name}`);
const times = [100n, 200n, 300n, 400n];

type Fact =
  | { kind: "claim"; key: string; userId: string; from: bigint | null }
  | { kind: "replacement"; from: string; to: string; at: bigint };

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    kind: fc.constant("claim" as const),
    key: fc.constantFrom(...emails),
    userId: fc.constantFrom("1", "2"),
    from: fc.constantFrom(...times, null),
  }),
  fc
    .record({
      kind: fc.constant("replacement" as const),
      from: fc.constantFrom(...emails),
      to: fc.constantFrom(...emails),
      at: fc.constantFrom(...times),
    })
    .filter(({ from, to }) => from !== to),
);

/** Who has each address when these facts have become known one after another, and the claims that followed. */
function known(facts: readonly Fact[]) {
  const map = new IdentityMap();
  for (const each of facts) {
    if (each.kind === "replacement") {
      if (map.learnReplacement(each)) map.followReplacements([each.from, each.to]);
    } else if (map.learn("email_hash", each.key.slice("email_hash:".length), each.userId, each.from).news) {
      map.followReplacements([each.key]);
    }
  }
  return emails.map((key) => map.resolve([key]));
}

test("who has an address doesn't depend on the order in which claims and changes of addresses become known", () => {
  fc.assert(
    fc.property(
      fc
        .array(fact, { minLength: 2, maxLength: 8 })
        .chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))),
      ([facts, shuffled]) => {
        expect(known(shuffled)).toEqual(known(facts));
        expect(known([...facts, ...shuffled])).toEqual(known(facts));
      },
    ),
    { seed: 19, numRuns: 3000 },
  );
});

test("whoever had the old address has the new one, and the other way round, over several changes", () => {
  const claim = (name: string, userId: string, from: bigint | null): Fact => ({
    kind: "claim",
    key: `email_hash:${name}`,
    userId,
    from,
  });
  const moved = (from: string, to: string, at: bigint): Fact => ({
    kind: "replacement",
    from: `email_hash:${from}`,
    to: `email_hash:${to}`,
    at,
  });
  expect(known([moved("a", "b", 200n), moved("b", "c", 300n), claim("a", "1", 100n)])).toEqual(["1", "1", "1", null]);
  expect(known([moved("a", "b", 200n), moved("b", "c", 300n), claim("c", "1", 400n)])).toEqual(["1", "1", "1", null]);
  // 2 takes over the old address later on.
  expect(known([claim("a", "2", 400n), moved("a", "b", 200n), claim("a", "1", 100n)])).toEqual(["1", "1", null, null]);
});
