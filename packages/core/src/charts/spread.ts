/**
 * Moves marks on a line apart so that neighbours are at least `gap` from each other, each as little as can be, within 0 and `size`.
 * Returns the new places in the order given. Where there isn't room for all, they share what there is.
 */
export function spreadApart(places: readonly number[], gap: number, size: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((one, other) => one.place - other.place);
  const distance = places.length > 1 ? Math.min(gap, size / (places.length - 1)) : gap;
  // Neighbours that touch move as one, around the middle of where they belong.
  const clusters: { middle: number; members: number[] }[] = [];
  for (const { place, index } of order) {
    let cluster = { middle: clamp(place, 1, distance, size), members: [index] };
    for (let before = clusters.at(-1); before && overlap(before, cluster, distance); before = clusters.at(-1)) {
      clusters.pop();
      const members = [...before.members, ...cluster.members];
      const mean = members.reduce((sum, member) => sum + (places[member] ?? 0), 0) / members.length;
      cluster = { middle: clamp(mean, members.length, distance, size), members };
    }
    clusters.push(cluster);
  }
  const moved = [...places];
  for (const { middle, members } of clusters) {
    for (const [rank, member] of members.entries()) {
      moved[member] = middle + (rank - (members.length - 1) / 2) * distance;
    }
  }
  return moved;
}

interface Cluster {
  middle: number;
  members: readonly number[];
}

function overlap(before: Cluster, after: Cluster, distance: number): boolean {
  return after.middle - before.middle < ((before.members.length + after.members.length) / 2) * distance - 1e-9;
}

/** Keeps all of a cluster within the line. */
function clamp(middle: number, count: number, distance: number, size: number): number {
  const half = ((count - 1) / 2) * distance;
  return Math.max(half, Math.min(size - half, middle));
}
