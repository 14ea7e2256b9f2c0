import { ExecutiveView } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { CATALOG, DENIED_CATALOG } from "../support/catalog.ts";
import { HOSTILE_CSS } from "../support/hostileCss.ts";
import { createFakeFetch } from "../support/server.ts";
import { viewStories } from "../support/viewStories.ts";

const meta = {
  title: "Views/Executive view",
  component: ExecutiveView,
  parameters: { width: "full" },
} satisfies Meta<typeof ExecutiveView>;

export default meta;
type Story = StoryObj<typeof meta>;

const states = viewStories({
  server: createFakeFetch,
  catalog: CATALOG,
  denied: DENIED_CATALOG,
  name: "Executive view",
});

const LONG = { timeout: 15_000 };

/** The whole of it under a real provider, with a server in memory and a fixed clock. */
export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("8.412", { selector: ".ns-figure-value" }, LONG)).toBeVisible();
    await expect(canvas.getByText(/Noviembre de 2026, en curso \(22 de 30 días\)/)).toHaveTextContent(
      "comparado con el mismo tramo de octubre",
    );
    await expect(canvas.getByText("Datos de ejemplo")).toBeVisible();
    await expect(await canvas.findByText("Platino", {}, LONG)).toBeVisible();
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg")).toHaveLength(2), LONG);
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

export const ChangesPeriod: Story = {
  play: async ({ canvas }) => {
    await canvas.findByText("8.412", { selector: ".ns-figure-value" }, LONG);
    await userEvent.selectOptions(canvas.getByLabelText("Período"), "last_month");
    await expect(await canvas.findByText("8.610", { selector: ".ns-figure-value" }, LONG)).toBeVisible();
    await expect(canvas.getByText(/^Octubre de 2026 · comparado con septiembre$/)).toBeVisible();
  },
};

export const HighContrast: Story = { parameters: { theme: "contrast" } };
export const OnATablet: Story = { parameters: { width: 736 } };

/** Sponsorship first, two sections left out, one of the host's own, and one replaced. */
export const Composed: Story = {
  render: () => (
    <ExecutiveView
      sections={[
        "sponsorship",
        { id: "notes", title: "Notas de la dirección", content: <p>Revisión el lunes 30.</p> },
        "alerts",
        "north_star",
        "retention",
      ]}
      replace={{ alerts: <p>Las alertas de este portal</p> }}
    />
  ),
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByText("8.412", { selector: ".ns-figure-value" }, LONG);
    const names = [...canvasElement.querySelectorAll(".ns-view-grid h3")].map((heading) => heading.textContent);
    await expect(names).toEqual(["Patrocinios", "Notas de la dirección", "Profesionales activos", "Retención"]);
    await expect(canvas.getByText("Las alertas de este portal")).toBeVisible();
    await expect(canvas.queryByRole("heading", { name: "ILT" })).toBeNull();
  },
};

/** A host with aggressive global CSS: nothing inside changes. */
export const InsideAnAggressiveHost: Story = {
  render: () => (
    <div id="portal" className="content">
      <style data-hostile="">{HOSTILE_CSS}</style>
      <ExecutiveView />
    </div>
  ),
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByText("Platino", {}, LONG);
    await waitFor(
      () => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(5),
      LONG,
    );
    const hostile = canvasElement.querySelector<HTMLStyleElement>("[data-hostile]");
    if (!hostile?.sheet) throw new Error("The hostile style sheet is missing");
    // `rem` is the host's, and its own change of it takes a second.
    await waitFor(() => expect(getComputedStyle(document.documentElement).fontSize).toBe("10px"), LONG);
    const with_ = snapshot(canvasElement);
    hostile.sheet.disabled = true;
    const without = snapshot(canvasElement);
    hostile.sheet.disabled = false;
    await expect(with_).toEqual(without);
    await expect(with_.length).toBeGreaterThan(300);
  },
};

export const Loading: Story = states.Loading;
export const LateSource: Story = states.LateSource;
export const Offline: Story = states.Offline;
export const Empty: Story = states.Empty;
export const NoPermission: Story = states.NoPermission;
export const Failed: Story = states.Failed;
export const LongNames: Story = states.LongNames;
export const Dark: Story = states.Dark;
export const Narrow: Story = states.Narrow;
export const InEnglish: Story = states.InEnglish;

const WATCHED = [
  "display",
  "position",
  "width",
  "height",
  "padding",
  "margin",
  "border",
  "background-color",
  "color",
  "font-size",
  "font-weight",
  "line-height",
  "letter-spacing",
  "text-transform",
  "text-align",
  "box-shadow",
  "fill",
  "stroke",
  "float",
  "max-width",
  "transition",
  "animation-name",
] as const;

/** How everything inside looks, computed; pseudo-elements too. */
function snapshot(element: HTMLElement): string[] {
  return [...element.querySelectorAll(".ns-root .ns-root, .ns-root .ns-root *")].flatMap((part) =>
    [null, "::before", "::after"].map((pseudo) => {
      const style = getComputedStyle(part, pseudo);
      const name = `${part.tagName}.${part.getAttribute("class") ?? ""}${pseudo ?? ""}`;
      if (pseudo !== null && style.content === "none") return name;
      return `${name} ${WATCHED.map((property) => style.getPropertyValue(property)).join("|")}`;
    }),
  );
}
