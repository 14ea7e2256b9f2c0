import { NorthStarCard } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { CONSULTANT, FORM, suggestionsServer } from "./suggestionsServer.ts";

const onDay = (id: string, date: string) => ({
  ...FORM,
  id,
  anchor: { kind: "moment" as const, kpi: "active_professionals", date },
});

const meta = {
  title: "Tiles/Suggestion marks",
  component: NorthStarCard,
  parameters: {
    width: 760,
    fetch: suggestionsServer({
      catalog: CONSULTANT,
      // The second is of a day that the line doesn't show.
      suggestions: [onDay("s1", "2026-03-12"), onDay("s2", "2031-01-01")],
    }),
  },
} satisfies Meta<typeof NorthStarCard>;

export default meta;
type Story = StoryObj<typeof meta>;

/** What was noted about a day is marked on the line, and said with the place in the table. */
export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-plot-note")).toHaveLength(1), { timeout: 15_000 });
    // The places are walked with the arrows; what was noted is said with its place.
    canvasElement.querySelector<HTMLElement>(".ns-chart-surface")?.focus();
    await userEvent.keyboard("{Home}{ArrowRight>4/}");
    await expect(
      await canvas.findByText(/^marzo de 2026: .*Sugerencia de Camila Duarte: Desde el formulario nuevo/),
    ).toBeInTheDocument();
  },
};
