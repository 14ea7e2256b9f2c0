import type { ChartMeasure } from "@northstar/core/own-charts";

/** Whether two measures can stand in one chart: some view shows both by one date, and both are of cohorts or neither is. */
export function goesWith(one: ChartMeasure, other: ChartMeasure): boolean {
  const places = placesOf(other);
  return (
    (one.cohortLagDays ?? 0) === (other.cohortLagDays ?? 0) && placesOf(one).some((place) => places.includes(place))
  );
}

function placesOf({ timeDimensionMember, alsoIn = [] }: ChartMeasure): string[] {
  return [timeDimensionMember, ...alsoIn.map((place) => place.timeDimensionMember)];
}
