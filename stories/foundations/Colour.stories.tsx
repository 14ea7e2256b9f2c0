import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { Swatches } from "./Swatches.tsx";
import { tokensOf } from "./tokens.ts";

/**
 * Colours by what they are for. A host brands Northstar by setting the semantic ones on `.ns-root`; nothing draws with a primitive
 * itself. Red and amber are kept for alerts and for change that is bad; categories never use them. Every text reaches 4.5:1 on the
 * surfaces it stands on, every mark 3:1 (computed by a test).
 */
const meta = {
  title: "Foundations/Colour",
  component: Swatches,
  parameters: { width: "full" },
  args: { title: "", names: [] },
} satisfies Meta<typeof Swatches>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Surfaces, texts, meanings and categories, in the theme of the toolbar. */
export const Semantic: Story = {
  parameters: { screenshot: true },
  render: () => (
    <>
      <Swatches title="Surfaces and text" names={tokensOf("Semantic: surfaces")} />
      <Swatches title="Meaning" names={tokensOf("Semantic: meaning")} />
      <Swatches title="Categories" names={tokensOf("Semantic: categories")} />
    </>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("--ns-category-6")).toBeVisible();
    // The accent of DESIGN's light theme.
    await expect(canvas.getByText("--ns-accent").nextSibling).toHaveTextContent("#3157d5");
  },
};

export const SemanticDark: Story = { ...Semantic, parameters: { theme: "dark" }, play: async () => {} };
export const SemanticHighContrast: Story = { ...Semantic, parameters: { theme: "contrast" }, play: async () => {} };

/** The values that semantic tokens are made from. */
export const Primitive: Story = {
  render: () => <Swatches title="Primitive colours" names={tokensOf("Primitive: colour")} />,
};
