import { type ComponentType, useState } from "react";
import { expect, userEvent, waitFor } from "storybook/test";
import type { DrawnStory } from "./tileStories.tsx";

/** A story whose tile's values come one after the other: their places are kept, and the tile doesn't grow. */
export function arrivingStory<Props extends object>(View: ComponentType<Props>, steps: readonly Props[]): DrawnStory {
  function Arriving() {
    const [step, setStep] = useState(0);
    const given = steps[step];
    return (
      <>
        {given && <View {...given} />}
        <button type="button" onClick={() => setStep(step + 1)}>
          Next
        </button>
      </>
    );
  }
  return {
    render: () => <Arriving />,
    parameters: { controls: { disable: true } },
    play: async ({ canvas, canvasElement }) => {
      const height = () => Math.round(canvasElement.querySelector("article")?.getBoundingClientRect().height ?? 0);
      const heights = [height()];
      for (const _ of steps.slice(1)) {
        await userEvent.click(canvas.getByRole("button", { name: "Next" }));
        heights.push(height());
      }
      await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull());
      await expect(heights[0]).toBeGreaterThan(300);
      await expect(heights).toEqual(heights.map(height));
    },
  };
}
