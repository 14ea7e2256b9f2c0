import { KpiCard } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { KpiCardView } from "../../packages/react/src/components/KpiCardView.tsx";
import { kpiOf } from "../support/catalog.ts";
import { createFakeFetch } from "../support/server.ts";
import { denied, failed, kpiSeries, kpiValue, LOADING, ready } from "../support/states.ts";
import { chooseInTileMenu } from "../support/tileMenu.ts";

const meta = {
  title: "Cards/KpiCard",
  component: KpiCardView,
  parameters: { width: 280 },
  args: { state: ready(kpiValue("new_registrations")), series: ready(kpiSeries("new_registrations")) },
} satisfies Meta<typeof KpiCardView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Rising: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByText("1.286")).toBeVisible();
    await expect(canvas.getByText("+12,1 %")).toHaveAttribute("data-tone", "good");
  },
};

export const InEnglish: Story = {
  parameters: { locale: "en" },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("1,286")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "New registrations" })).toBeVisible();
  },
};

/** Colour follows polarity: a cost that rises is bad. */
export const RisingCost: Story = {
  args: { state: ready(kpiValue("sponsorship_cost")), series: ready(kpiSeries("sponsorship_cost")) },
  play: async ({ canvas }) => {
    const change = canvas.getByText("+4,1 %");
    await expect(change).toHaveAttribute("data-direction", "up");
    await expect(change).toHaveAttribute("data-tone", "bad");
  },
};

/** Percentages differ in points, and a change too small to speak of is neither good nor bad. */
export const ProvisionalAndFlat: Story = {
  args: { state: ready(kpiValue("tav")), series: ready(kpiSeries("tav")), hasTrend: false },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("definición provisional")).toBeVisible();
    await expect(canvas.getByText(/≈/)).toHaveAttribute("data-tone", "neutral");
  },
};

/** A running month against a whole one: it says which, and calls the change neither good nor bad. */
export const AgainstAWholeMonth: Story = {
  args: { state: ready(kpiValue("vnr", { previous: 3.81 })), series: ready(kpiSeries("vnr")), hasTrend: false },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^vs\. octubre completo \(3,81.US\$\)$/)).toBeVisible();
    await expect(canvas.getByText("+0,8 %")).toHaveAttribute("data-tone", "neutral");
    await userEvent.click(canvas.getByRole("button", { name: /¿Por qué este número\?/ }));
    const dialog = within(await canvas.findByRole("dialog", { name: "VNR" }));
    await expect(await dialog.findByText("comparado con octubre completo")).toBeVisible();
  },
};

export const AgainstAWholeMonthInEnglish: Story = {
  ...AgainstAWholeMonth,
  parameters: { locale: "en" },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("vs. all of October ($3.81)")).toBeVisible();
  },
};

/** Of a month that is over, both are whole: a change is good or bad again. */
export const WholeMonthAgainstAWholeMonth: Story = {
  args: {
    state: ready(
      kpiValue("vnr", {
        current: 3.81,
        previous: 3.6,
        period: { start: "2026-10-01", end: "2026-10-31", partial: false, elapsedDays: 31, totalDays: 31 },
        comparisonRange: ["2026-09-01", "2026-09-30"],
      }),
    ),
    hasTrend: false,
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("+5,8 %")).toHaveAttribute("data-tone", "good");
    await expect(canvas.getByTitle(/^vs\. septiembre \(3,60.US\$\)$/)).toBeVisible();
  },
};

export const AmberWithThreshold: Story = {
  args: { state: ready(kpiValue("k_factor")), series: ready(kpiSeries("k_factor")) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Alerta amarilla")).toBeInTheDocument();
  },
};

export const CohortThatIsOver: Story = {
  args: { state: ready(kpiValue("retention_60")), series: ready(kpiSeries("retention_60")) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^cohorte/)).toBeVisible();
  },
};

/** The same layout, after 150 ms: nothing jumps when the number comes. */
export const Loading: Story = {
  args: { state: LOADING, series: LOADING, title: { es: "Nuevos registros", en: "New registrations" } },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("article", { name: "Nuevos registros" })).toHaveAttribute("aria-busy", "true");
  },
};

export const LoadingWithoutAName: Story = { args: { state: LOADING, series: LOADING } };

export const Updating: Story = {
  args: { state: ready(kpiValue("new_registrations"), { updating: true }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("1.286")).toBeVisible();
    await expect(canvas.getByText("Actualizando")).toBeInTheDocument();
  },
};

export const LateSource: Story = {
  args: {
    state: ready(
      kpiValue("new_registrations", {
        freshness: {
          status: "late",
          lagSeconds: 6000,
          sloSeconds: 300,
          lateSources: ["crm"],
          watermark: "2026-11-22T13:20:00Z",
        },
      }),
    ),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("CRM con retraso")).toHaveAttribute("title", expect.stringMatching(/1.h 40.min/));
  },
};

export const Empty: Story = {
  args: {
    state: ready(kpiValue("content_minutes", { current: null, previous: null })),
    series: ready(kpiSeries("content_minutes", { points: [] })),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("–")).toBeVisible();
    await expect(canvas.getByText(/Prueba con un período más largo/)).toBeVisible();
  },
};

/** What is missing and whom to ask; the number's place stays. */
export const Denied: Story = {
  args: { state: denied("sponsorship_revenue"), series: denied("sponsorship_revenue") },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("heading", { name: "Ingresos por patrocinio" })).toBeVisible();
    await expect(canvas.getByText(/Pide acceso a Alianzas/)).toBeVisible();
  },
};

let retries = 0;
export const Failed: Story = {
  args: {
    state: failed<never>(null, () => {
      retries += 1;
    }),
    series: failed(),
    title: { es: "Nuevos registros", en: "New registrations" },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("Código: warehouse_busy");
    const before = retries;
    await userEvent.click(canvas.getByRole("button", { name: "Reintentar" }));
    await expect(retries).toBe(before + 1);
  },
};

/** A number that couldn't be renewed stays, and says so. */
export const FailedToUpdate: Story = {
  args: { state: failed(kpiValue("new_registrations")) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("1.286")).toBeVisible();
    await expect(canvas.getByRole("status")).toHaveTextContent("se muestran los datos anteriores");
  },
};

export const Offline: Story = {
  args: { state: ready(kpiValue("new_registrations"), { offline: true }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("status")).toHaveTextContent("Sin conexión");
  },
};

export const VeryLongName: Story = {
  args: {
    state: ready(
      kpiValue("new_registrations", {
        kpi: {
          ...kpiOf("new_registrations"),
          title: {
            es: "Profesionales de la salud registrados por invitación de colegas en congresos hispanoamericanos de neumología",
            en: "Health professionals registered on the invitation of colleagues at Latin American pulmonology congresses",
          },
        },
      }),
    ),
  },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

export const HugeNumber: Story = {
  args: { state: ready(kpiValue("sponsorship_revenue", { current: 1_234_567_890_123 })), series: LOADING },
  play: async ({ canvasElement }) => {
    const card = within(canvasElement).getByRole("article");
    await expect(card.scrollWidth).toBeLessThanOrEqual(card.clientWidth);
  },
};

export const TinyNumber: Story = {
  args: { state: ready(kpiValue("k_factor", { current: 0.0004, level: "red" })) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("<0,001")).toBeVisible();
  },
};

export const NegativeNumber: Story = {
  args: {
    state: ready(kpiValue("sponsorship_net", { current: -8200, previous: 4100 })),
    series: ready(kpiSeries("sponsorship_net")),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("-8.200")).toBeVisible();
    await expect(canvas.getByText("-300 %")).toHaveAttribute("data-tone", "bad");
  },
};

export const NothingToCompareWith: Story = {
  args: { state: ready(kpiValue("new_registrations", { previous: null })) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("sin dato anterior para comparar")).toBeVisible();
  },
};

export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { parameters: { theme: "contrast" } };
export const InASidebar: Story = { parameters: { width: 200 } };

/** The popover opens with focus inside; Escape closes it and focus goes back. */
export const WhyThisNumber: Story = {
  play: async ({ canvas }) => {
    const button = canvas.getByRole("button", { name: /¿Por qué este número\?/ });
    await userEvent.click(button);
    const dialog = await canvas.findByRole("dialog", { name: "Nuevos registros" });
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    await expect(await within(dialog).findByText(/^GA4: 22 nov 2026/)).toBeVisible();
    await expect(within(dialog).getByText(/en curso \(22 de 30 días\)/)).toBeVisible();
    await expect(within(dialog).getByText(/mismo tramo de octubre/)).toBeVisible();
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await pressEscape();
    await waitFor(() => expect(dialog).not.toBeVisible());
    await expect(button).toHaveFocus();
  },
};

/** The browser's own light dismissal listens to real keys only, so a synthetic one is stood in for. */
async function pressEscape() {
  await userEvent.keyboard("{Escape}");
  document.querySelector<HTMLElement>("[popover]:popover-open")?.hidePopover();
}

/** Arrow keys walk the points with the tooltip that hover shows, and say each aloud. */
export const WalkedByKeyboard: Story = {
  play: async ({ canvas, canvasElement }) => {
    const line = canvas.getByRole("group", { name: /Nuevos registros/ });
    line.focus();
    await userEvent.keyboard("{End}");
    await expect(tooltipOf(canvasElement)).toHaveTextContent("noviembre de 2026 (en curso)1.286");
    await userEvent.keyboard("{ArrowLeft}");
    await expect(tooltipOf(canvasElement)).toHaveTextContent("octubre de 20261.190");
    await expect(canvas.getByText("octubre de 2026: 1.190.")).toBeInTheDocument();
    await userEvent.keyboard("{Home}");
    await expect(tooltipOf(canvasElement)).toHaveTextContent("noviembre de 2025742");
    await userEvent.keyboard("{Escape}");
    await expect(canvasElement.querySelector("[data-ns-tooltip]")).toBeNull();
  },
};

function tooltipOf(element: HTMLElement): Element {
  const tooltip = element.querySelector("[data-ns-tooltip]");
  if (!tooltip) throw new Error("There is no tooltip");
  return tooltip;
}

/** Two answers from two moments: the running month is the headline's number all the same. */
export const NumberNewerThanTrend: Story = {
  args: { state: ready(kpiValue("new_registrations", { current: 1291 })) },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText("1.291")).toBeVisible();
    canvas.getByRole("group", { name: /Nuevos registros/ }).focus();
    await userEvent.keyboard("{End}");
    await expect(tooltipOf(canvasElement)).toHaveTextContent("noviembre de 2026 (en curso)1.291");
    await chooseInTileMenu(canvas, "Nuevos registros", "Ver como tabla");
    const rows = within(await canvas.findByRole("table")).getAllByRole("row");
    await expect(rows[1]).toHaveTextContent("noviembre de 2026 (en curso)1.291");
  },
};

export const AsATable: Story = {
  play: async ({ canvas }) => {
    await chooseInTileMenu(canvas, "Nuevos registros", "Ver como tabla");
    const rows = within(await canvas.findByRole("table")).getAllByRole("row");
    await expect(rows).toHaveLength(14);
    await expect(rows[1]).toHaveTextContent("noviembre de 2026 (en curso)1.286");
  },
};

/** Asking a server: what a host writes. */
export const Connected: Story = {
  render: () => <KpiCard kpi="new_registrations" />,
  parameters: { fetch: createFakeFetch() },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("1.286")).toBeVisible();
    await expect(await canvas.findByTitle(/^Actualizado hace 3.min/)).toBeVisible();
  },
};

/** `auto` takes the scheme that the page around it has, whatever the system's is. */
export const AutoInADarkPage: Story = {
  parameters: { theme: "auto" },
  render: () => (
    <div style={{ colorScheme: "dark" }}>
      <KpiCard kpi="new_registrations" />
    </div>
  ),
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("1.286")).toBeVisible();
    const root = canvasElement.querySelector("[data-ns-scheme=dark]");
    await expect(getComputedStyle(root?.querySelector(".ns-card") as Element).backgroundColor).toBe("rgb(21, 24, 30)");
  },
};
