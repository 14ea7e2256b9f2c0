import { KpiCard } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { KpiCardView } from "../../packages/react/src/components/KpiCardView.tsx";
import { kpiOf } from "../support/catalog.ts";
import { kpiSeries, kpiValue, LOADING, ready } from "../support/states.ts";
import { chooseInTileMenu } from "../support/tileMenu.ts";
import { tileStories } from "../support/tileStories.tsx";

const meta = {
  title: "Tiles/Executive/KpiCard",
  component: KpiCard,
  args: { kpi: "new_registrations" },
  parameters: { width: 280 },
} satisfies Meta<typeof KpiCard>;

export default meta;
type Story = StoryObj<typeof meta>;

const NAME = { es: "Nuevos registros", en: "New registrations" };
const { draw, ...states } = tileStories({
  View: KpiCardView,
  name: NAME,
  props: (put) => ({
    state: put(kpiValue("new_registrations")),
    series: put(kpiSeries("new_registrations")),
    title: NAME,
  }),
  empty: {
    state: ready(kpiValue("new_registrations", { current: null, previous: null })),
    series: ready(kpiSeries("new_registrations", { points: [] })),
  },
  denied: kpiOf("new_registrations"),
  longNames: {
    state: ready(
      kpiValue("sponsorship_revenue", {
        current: 1_234_567_890_123,
        kpi: {
          ...kpiOf("sponsorship_revenue"),
          title: {
            es: "Profesionales de la salud registrados por invitación de colegas en congresos hispanoamericanos de neumología",
            en: "Health professionals registered on the invitation of colleagues at Latin American pulmonology congresses",
          },
        },
      }),
    ),
  },
});

/** Asking a server: what a host writes. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("1.286")).toBeVisible();
    await expect(await canvas.findByTitle(/^Actualizado hace 3.min/)).toBeVisible();
  },
};

export const Rising: Story = {
  ...draw(),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("1.286")).toBeVisible();
    await expect(canvas.getByText("+12,1 %")).toHaveAttribute("data-tone", "good");
  },
};

/** Colour follows polarity: a cost that rises is bad. */
export const RisingCost: Story = {
  ...draw({ state: ready(kpiValue("sponsorship_cost")), series: ready(kpiSeries("sponsorship_cost")) }),
  play: async ({ canvas }) => {
    const change = canvas.getByText("+4,1 %");
    await expect(change).toHaveAttribute("data-direction", "up");
    await expect(change).toHaveAttribute("data-tone", "bad");
  },
};

/** Percentages differ in points, and a change too small to speak of is neither good nor bad. */
export const ProvisionalAndFlat: Story = {
  ...draw({ state: ready(kpiValue("tav")), series: ready(kpiSeries("tav")), hasTrend: false }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("definición provisional")).toBeVisible();
    await expect(canvas.getByText(/≈/)).toHaveAttribute("data-tone", "neutral");
  },
};

/** A running month against a whole one: it says which, and calls the change neither good nor bad. */
export const AgainstAWholeMonth: Story = {
  ...draw({ state: ready(kpiValue("vnr", { previous: 3.81 })), series: ready(kpiSeries("vnr")), hasTrend: false }),
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
  ...draw({
    state: ready(
      kpiValue("vnr", {
        current: 3.81,
        previous: 3.6,
        period: { start: "2026-10-01", end: "2026-10-31", partial: false, elapsedDays: 31, totalDays: 31 },
        comparisonRange: ["2026-09-01", "2026-09-30"],
      }),
    ),
    hasTrend: false,
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("+5,8 %")).toHaveAttribute("data-tone", "good");
    await expect(canvas.getByTitle(/^vs\. septiembre \(3,60.US\$\)$/)).toBeVisible();
  },
};

export const AmberWithThreshold: Story = {
  ...draw({ state: ready(kpiValue("k_factor")), series: ready(kpiSeries("k_factor")) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Alerta amarilla")).toBeInTheDocument();
  },
};

export const CohortThatIsOver: Story = {
  ...draw({ state: ready(kpiValue("retention_60")), series: ready(kpiSeries("retention_60")) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^cohorte/)).toBeVisible();
  },
};

export const LoadingWithoutAName: Story = draw({ state: LOADING, series: LOADING, title: undefined });

export const HugeNumber: Story = {
  ...draw({ state: ready(kpiValue("sponsorship_revenue", { current: 1_234_567_890_123 })), series: LOADING }),
  play: async ({ canvasElement }) => {
    const card = within(canvasElement).getByRole("article");
    await expect(card.scrollWidth).toBeLessThanOrEqual(card.clientWidth);
  },
};

export const TinyNumber: Story = {
  ...draw({ state: ready(kpiValue("k_factor", { current: 0.0004, level: "red" })) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("<0,001")).toBeVisible();
  },
};

export const NegativeNumber: Story = {
  ...draw({
    state: ready(kpiValue("sponsorship_net", { current: -8200, previous: 4100 })),
    series: ready(kpiSeries("sponsorship_net")),
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("-8.200")).toBeVisible();
    await expect(canvas.getByText("-300 %")).toHaveAttribute("data-tone", "bad");
  },
};

export const NothingToCompareWith: Story = {
  ...draw({ state: ready(kpiValue("new_registrations", { previous: null })) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("sin dato anterior para comparar")).toBeVisible();
  },
};

export const HighContrast: Story = draw({}, { theme: "contrast" });
export const InASidebar: Story = draw({}, { width: 200 });

/** The popover opens with focus inside; Escape closes it and focus goes back. */
export const WhyThisNumber: Story = {
  ...draw(),
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
  ...draw(),
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
  ...draw({ state: ready(kpiValue("new_registrations", { current: 1291 })) }),
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
  ...draw(),
  play: async ({ canvas }) => {
    await chooseInTileMenu(canvas, "Nuevos registros", "Ver como tabla");
    const rows = within(await canvas.findByRole("table")).getAllByRole("row");
    await expect(rows).toHaveLength(14);
    await expect(rows[1]).toHaveTextContent("noviembre de 2026 (en curso)1.286");
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

export const Loading: Story = states.Loading;
export const Updating: Story = states.Updating;
export const LateSource: Story = states.LateSource;
export const Offline: Story = states.Offline;
export const Empty: Story = states.Empty;
export const NoPermission: Story = states.NoPermission;
export const Failed: Story = states.Failed;
export const FailedToUpdate: Story = states.FailedToUpdate;
export const LongNames: Story = states.LongNames;
export const Dark: Story = states.Dark;
export const Narrow: Story = states.Narrow;
export const InEnglish: Story = states.InEnglish;
