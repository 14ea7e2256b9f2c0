import { ComparisonSelect, FreshnessBadge, PeriodPicker, useNorthstar } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, within } from "storybook/test";
import { CRM_LATE, TWO_LATE } from "../support/freshness.ts";
import { createFakeFetch } from "../support/server.ts";

const meta = { title: "Controls/View controls", component: PeriodPicker } satisfies Meta<typeof PeriodPicker>;

export default meta;
type Story = StoryObj<typeof meta>;

function Chosen() {
  const { filters } = useNorthstar();
  return <output data-testid="chosen">{JSON.stringify(filters)}</output>;
}

export const Period: Story = {
  render: () => (
    <>
      <PeriodPicker />
      <Chosen />
    </>
  ),
  play: async ({ canvas }) => {
    await userEvent.selectOptions(canvas.getByLabelText("Período"), "last_month");
    await expect(canvas.getByTestId("chosen")).toHaveTextContent('"preset":"last_month"');
  },
};

export const TwoDates: Story = {
  render: Period.render as NonNullable<Story["render"]>,
  play: async ({ canvas }) => {
    await userEvent.selectOptions(canvas.getByLabelText("Período"), "choose");
    const dialog = within(await canvas.findByRole("dialog", { name: "Elegir fechas" }));
    await userEvent.clear(dialog.getByLabelText("Desde"));
    await userEvent.type(dialog.getByLabelText("Desde"), "2026-11-20");
    await userEvent.clear(dialog.getByLabelText("Hasta"));
    await userEvent.type(dialog.getByLabelText("Hasta"), "2026-11-02");
    await expect(dialog.getByRole("alert")).toHaveTextContent("anterior a la inicial");
    await userEvent.clear(dialog.getByLabelText("Desde"));
    await userEvent.type(dialog.getByLabelText("Desde"), "2026-11-01");
    await userEvent.click(dialog.getByRole("button", { name: "Aplicar" }));
    await expect(canvas.getByTestId("chosen")).toHaveTextContent('"start":"2026-11-01","end":"2026-11-02"');
    await expect(canvas.getByLabelText("Período")).toHaveValue("chosen");
  },
};

export const Comparison: Story = {
  render: () => (
    <>
      <ComparisonSelect />
      <Chosen />
    </>
  ),
  play: async ({ canvas }) => {
    await userEvent.selectOptions(canvas.getByLabelText("Comparar con"), "previous_year");
    await expect(canvas.getByTestId("chosen")).toHaveTextContent("previous_year");
  },
};

export const Freshness: Story = {
  render: () => <FreshnessBadge />,
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: /Datos de hace 3.min/ }));
    const dialog = within(await canvas.findByRole("dialog", { name: "Frescura por fuente" }));
    await expect(dialog.getAllByRole("row")).toHaveLength(9);
  },
};

export const OneSourceLate: Story = {
  ...Freshness,
  parameters: { fetch: createFakeFetch({ freshness: CRM_LATE }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("button", { name: /CRM: hace 1.h 40.min \(objetivo 5.min\)/ })).toBeVisible();
  },
};

export const TwoSourcesLate: Story = {
  ...Freshness,
  parameters: { fetch: createFakeFetch({ freshness: TWO_LATE }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("button", { name: /2 fuentes con retraso/ })).toBeVisible();
  },
};
