import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { CODE, HEADING } from "./Swatches.tsx";
import { tokensOf } from "./tokens.ts";

/** Seven sizes, in rem so that a reader's own size holds, and in the host's font. Figures are tabular, so that columns line up. */
function TypeScale() {
  return (
    <section>
      <h2 style={HEADING}>Type</h2>
      {tokensOf("Primitive: type")
        .filter((name) => name !== "--ns-font-scale")
        .map((name) => (
          <p
            key={name}
            style={{ display: "flex", gap: "var(--ns-space-6)", alignItems: "baseline", margin: "0 0 12px" }}
          >
            <code style={{ ...CODE, inlineSize: 110, flex: "none" }}>{name}</code>
            <span style={{ fontSize: `var(${name})`, fontVariantNumeric: "tabular-nums", color: "var(--ns-text)" }}>
              8.412 profesionales
            </span>
          </p>
        ))}
    </section>
  );
}

/** A grid of 4 px: 4 and 8 inside a control, 12 and 16 inside a card and between cards, 24 to 48 between sections. */
function SpaceScale() {
  return (
    <section>
      <h2 style={HEADING}>Space</h2>
      {tokensOf("Primitive: space").map((name) => (
        <p key={name} style={{ display: "flex", gap: "var(--ns-space-6)", alignItems: "center", margin: "0 0 12px" }}>
          <code style={{ ...CODE, inlineSize: 110, flex: "none" }}>{name}</code>
          <span style={{ inlineSize: `var(${name})`, blockSize: 16, background: "var(--ns-accent)" }} />
        </p>
      ))}
    </section>
  );
}

const meta = {
  title: "Foundations/Type and space",
  component: TypeScale,
  parameters: { width: 768 },
} satisfies Meta<typeof TypeScale>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Type: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getAllByText("8.412 profesionales")).toHaveLength(7);
    await expect(canvas.getAllByText("8.412 profesionales").at(-1)).toHaveStyle({ fontSize: "40px" });
  },
};

export const Space: Story = { render: () => <SpaceScale /> };
