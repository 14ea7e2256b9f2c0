import { SOURCES } from "@northstar/core";
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
    await userEvent.clear(await dialog.findByLabelText("Desde", {}, { timeout: 15_000 }));
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

const widthOf = (element: Element | null | undefined) => element?.getBoundingClientRect().width ?? 0;
const widthInARow = (element: HTMLElement, index: number) =>
  widthOf(element.querySelector("[data-testid=row]")?.children[index]);

/** In a host's flex row each is as wide as what is in it. */
export const InARow: Story = {
  parameters: { width: 720, isPage: true },
  render: () => (
    <div data-testid="row" style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
      <FreshnessBadge />
      <PeriodPicker />
      <ComparisonSelect />
    </div>
  ),
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole("button", { name: /Datos de hace/ });
    for (const index of [0, 1, 2]) await expect(widthInARow(canvasElement, index)).toBeGreaterThan(80);
    const row = canvas.getByTestId("row");
    const last = row.lastElementChild;
    await expect(last?.getBoundingClientRect().right).toBeCloseTo(row.getBoundingClientRect().right, 0);
    // The frame is as wide as its root: none sticks out, none leaves a gap.
    for (const frame of row.querySelectorAll(".ns-select")) {
      await expect(widthOf(frame)).toBeCloseTo(widthOf(frame.parentElement), 0);
    }
  },
};

/** A width that the host gives is kept, and filled. */
export const WithAWidth: Story = {
  parameters: { width: 720, isPage: true },
  render: () => (
    <div data-testid="row" style={{ display: "flex", gap: 8 }}>
      <PeriodPicker style={{ width: 300 }} />
      <ComparisonSelect style={{ flex: 1 }} />
    </div>
  ),
  play: async ({ canvas, canvasElement }) => {
    await expect(widthInARow(canvasElement, 0)).toBe(300);
    await expect(widthInARow(canvasElement, 1)).toBe(720 - 300 - 8);
    for (const frame of canvas.getByTestId("row").querySelectorAll(".ns-select")) {
      await expect(widthOf(frame)).toBeCloseTo(widthOf(frame.parentElement), 0);
    }
  },
};

/** Too narrow for both: they shrink, and nothing sticks out. */
export const InANarrowRow: Story = {
  parameters: { width: 240, isPage: true },
  render: InARowOfTwo,
  play: async ({ canvas, canvasElement }) => {
    const row = canvas.getByTestId("row");
    await expect(row.scrollWidth).toBeLessThanOrEqual(row.clientWidth);
    for (const index of [0, 1]) await expect(widthInARow(canvasElement, index)).toBeGreaterThan(60);
  },
};

function InARowOfTwo() {
  return (
    <div data-testid="row" style={{ display: "flex", gap: 8 }}>
      <PeriodPicker />
      <ComparisonSelect />
    </div>
  );
}

export const Freshness: Story = {
  render: () => <FreshnessBadge />,
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: /Datos de hace 3.min/ }));
    const dialog = within(await canvas.findByRole("dialog", { name: "Frescura por fuente" }));
    await expect(dialog.getAllByRole("row")).toHaveLength(1 + SOURCES.length);
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
