/** Waits until what appears softly is there: half-transparent grey has no contrast that could be measured. */
export async function appears(canvas: HTMLElement): Promise<void> {
  const softly = canvas
    .getAnimations({ subtree: true })
    .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
  await Promise.allSettled(softly.map((animation) => animation.finished));
}
