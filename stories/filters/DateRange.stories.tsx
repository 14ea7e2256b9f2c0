import { PeriodPicker, useNorthstar } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";

const meta = {
  title: "Filters/Date range",
  component: PeriodPicker,
  parameters: { width: 720 },
  render: (args) => (
    <>
      <PeriodPicker {...args} />
      <Chosen />
    </>
  ),
} satisfies Meta<typeof PeriodPicker>;

export default meta;
type Story = StoryObj<typeof meta>;

function Chosen() {
  const { filters } = useNorthstar();
  return (
    <output data-testid="chosen" hidden>
      {JSON.stringify(filters.period)}
    </output>
  );
}

/** A machine that does much else. */
const LONG = { timeout: 15_000 };

const open = async (canvas: ReturnType<typeof within>, label = "Período", name = "Elegir fechas") => {
  await userEvent.selectOptions(canvas.getByLabelText(label), "choose");
  return within(await canvas.findByRole("dialog", { name }, LONG));
};

/** Two days by the pointer, in either order. */
export const ByPointer: Story = {
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await userEvent.click(await dialog.findByRole("button", { name: /10 de noviembre de 2026/ }, LONG));
    await userEvent.hover(dialog.getByRole("button", { name: /26 de octubre de 2026/ }));
    await userEvent.click(dialog.getByRole("button", { name: /26 de octubre de 2026/ }));
    await expect(dialog.getByRole("button", { name: /26 de octubre de 2026, inicio/ })).toBeVisible();
    await expect(dialog.getByLabelText("Desde")).toHaveValue("2026-10-26");
    await userEvent.click(dialog.getByRole("button", { name: "Aplicar" }));
    await waitFor(() =>
      expect(canvas.getByTestId("chosen")).toHaveTextContent('{"start":"2026-10-26","end":"2026-11-10"}'),
    );
    await expect(canvas.getByLabelText("Período")).toHaveValue("chosen");
  },
};

/** Arrows walk days and weeks, Page Up a month, Home a week's Monday; Enter chooses. What is later than this month can't be. */
export const ByKeyboard: Story = {
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    const last = await dialog.findByRole("button", { name: /30 de noviembre de 2026/ }, LONG);
    last.focus();
    await userEvent.keyboard("{ArrowRight}");
    await expect(last).toHaveFocus();
    await userEvent.keyboard("{ArrowUp}{ArrowUp}{ArrowRight}{ArrowRight}");
    await expect(dialog.getByRole("button", { name: /18 de noviembre de 2026/ })).toHaveFocus();
    await userEvent.keyboard("{Home}");
    await expect(dialog.getByRole("button", { name: /16 de noviembre de 2026/ })).toHaveFocus();
    await userEvent.keyboard("{Enter}{PageUp}{PageUp}");
    await waitFor(() => expect(dialog.getByRole("button", { name: /16 de septiembre de 2026/ })).toHaveFocus());
    await userEvent.keyboard("{Enter}");
    await expect(dialog.getByLabelText("Desde")).toHaveValue("2026-09-16");
    await expect(dialog.getByLabelText("Hasta")).toHaveValue("2026-11-16");
    await expect(dialog.queryByRole("button", { name: "Mes siguiente" })).not.toBeNull();
  },
};

/** One month where the window is narrow; the host's bounds hold. */
export const Bounded: Story = {
  args: { min: "2026-11-05", max: "2026-11-20" },
  parameters: { width: 320 },
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await expect(await dialog.findByRole("button", { name: /, 4 de noviembre de 2026/ }, LONG)).toBeDisabled();
    await expect(dialog.getByRole("button", { name: /20 de noviembre de 2026/ })).toBeEnabled();
    await expect(dialog.getByRole("button", { name: /21 de noviembre de 2026/ })).toBeDisabled();
  },
};

export const Dark: Story = {
  parameters: { theme: "dark" },
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await expect(await dialog.findByRole("grid", { name: "Noviembre de 2026" }, LONG)).toBeVisible();
  },
};

export const InEnglish: Story = {
  parameters: { locale: "en" },
  play: async ({ canvas }) => {
    const dialog = await open(canvas, "Period", "Choose dates");
    await expect(await dialog.findByRole("grid", { name: "November 2026" }, LONG)).toBeVisible();
  },
};
