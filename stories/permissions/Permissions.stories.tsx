import { ExecutiveView, KpiCard, Masked, NorthstarError, usePermissions, ViewDenied } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent } from "storybook/test";
import { DeniedState, ErrorState } from "../../packages/react/src/components/states.tsx";
import { TileBoundary } from "../../packages/react/src/components/TileBoundary.tsx";
import { CATALOG, DENIED_CATALOG, KPIS, kpiOf } from "../support/catalog.ts";
import { createFakeFetch } from "../support/server.ts";
import { deniedOf } from "../support/states.ts";

/** What a reader meets whose role doesn't see everything: designed places, never holes. */
const meta = { title: "States/Permissions", parameters: { width: 640 } } satisfies Meta;

export default meta;
type Story = StoryObj<typeof meta>;

const kpis = KPIS.map(({ id }) => id);
const nothing = createFakeFetch({ catalog: DENIED_CATALOG });

/** A role that sees nothing of a view: one calm place instead of twenty closed cards. */
export const ViewThatIsClosed: Story = {
  render: () => <ViewDenied title="Vista ejecutiva" kpis={kpis} />,
  parameters: { fetch: nothing, width: 900 },
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByRole("region", { name: "Esta vista no está disponible para tu rol" }),
    ).toBeVisible();
    await expect(await canvas.findByText("Dirección de Comunidad")).toBeVisible();
    await expect(canvas.getByText("10 indicadores")).toBeVisible();
    await expect(canvas.getAllByText("Lo ven: dirección, análisis de datos y consultoría.")).toHaveLength(2);
  },
};

export const ViewThatIsClosedDark: Story = {
  ...ViewThatIsClosed,
  parameters: { ...ViewThatIsClosed.parameters, theme: "dark" },
};

export const ViewThatIsClosedNarrowInEnglish: Story = {
  ...ViewThatIsClosed,
  parameters: { fetch: nothing, width: 320, locale: "en" },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("10 indicators")).toBeVisible();
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

/** A card whose number is for other roles keeps its name and the number's place. */
export const CardThatIsClosed: Story = {
  render: () => <KpiCard kpi="sponsorship_revenue" />,
  parameters: { fetch: nothing, width: 280 },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("heading", { name: "Ingresos por patrocinio" })).toBeVisible();
    await expect(canvas.getByText("Lo ven: dirección, análisis de datos y consultoría.")).toBeVisible();
    await expect(canvas.getByText("Pide acceso a Alianzas.")).toBeVisible();
  },
};

/** A view of which the role sees a part: what it doesn't see stays in its place, and the rest is as ever. */
export const ViewInPart: Story = {
  render: () => <ExecutiveView />,
  parameters: {
    width: "full",
    fetch: createFakeFetch({
      catalog: {
        ...CATALOG,
        kpis: KPIS.filter(({ id }) => !id.startsWith("sponsorship") && id !== "active_sponsors"),
        denied: DENIED_CATALOG.denied.filter(({ id }) => id.startsWith("sponsorship") || id === "active_sponsors"),
      },
    }),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("1.286")).toBeVisible();
    await expect((await canvas.findAllByText("Pide acceso a Alianzas.")).length).toBeGreaterThan(0);
  },
};

/** Neither an owner nor roles are known: there is still someone to ask. */
export const DeniedWithoutNames: Story = {
  render: () => (
    <DeniedState
      state={{ status: "denied", title: null, owner: null, roles: [], detail: "Your roles don't see it." }}
    />
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Pide acceso a quien administra el tablero.")).toBeVisible();
  },
};

/** Roles that a host's model declares are shown by their own names. */
export const DeniedForRolesOfAHost: Story = {
  render: () => {
    const state = deniedOf(kpiOf("sponsorship_revenue"));
    return state.status === "denied" ? (
      <DeniedState state={{ ...state, roles: ["marketing", "auditoría"] }} />
    ) : (
      <p>{state.status}</p>
    );
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Lo ven: marketing y auditoría.")).toBeVisible();
  },
};

/** Personal data that the role sees as a mask: it says that something is there, and why it isn't shown. */
export const MaskedCell: Story = {
  render: () => (
    <table>
      <caption>Referentes</caption>
      <tbody>
        <tr>
          <th scope="row">Persona</th>
          <td>
            <Masked />
          </td>
        </tr>
      </tbody>
    </table>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("oculto")).toBeVisible();
    await expect(canvas.getByText("Dato personal: tu rol ve que existe, no su valor.")).toBeInTheDocument();
  },
};

function Permissions() {
  const state = usePermissions();
  if (state.status !== "ready") return <p>{state.status}</p>;
  const { roles, can, lockedFilters, sees } = state.value;
  return (
    <dl>
      <dt>Roles</dt>
      <dd>{roles.join(", ")}</dd>
      <dt>export</dt>
      <dd>{String(can("export"))}</dd>
      <dt>administer</dt>
      <dd>{String(can("administer"))}</dd>
      <dt>k_factor</dt>
      <dd>{String(sees("k_factor"))}</dd>
      <dt>Filters</dt>
      <dd>{JSON.stringify(lockedFilters)}</dd>
    </dl>
  );
}

/** `usePermissions()`: what a host may build on. */
export const Hook: Story = {
  render: () => <Permissions />,
  parameters: {
    fetch: createFakeFetch({
      catalog: { ...CATALOG, access: { roles: ["marketing"], can: ["export"], filters: { country: ["CO"] } } },
    }),
  },
  play: async ({ canvasElement, canvas }) => {
    await canvas.findByText("marketing");
    await expect([...canvasElement.querySelectorAll("dd")].map((cell) => cell.textContent)).toEqual([
      "marketing",
      "true",
      "false",
      "true",
      '{"country":["CO"]}',
    ]);
  },
};

const badAnswer = new NorthstarError("bad_answer", "Column executive.minutes is missing.");

/** An answer that doesn't fit: plain words and the code, no number. */
export const AnswerThatDoesNotFit: Story = {
  render: () => <ErrorState state={{ status: "error", error: badAnswer, retry: () => {}, stale: null }} />,
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("no se muestra ningún número");
    await expect(canvas.getByText("Código: bad_answer")).toBeVisible();
  },
};

let isBroken = true;
function Fragile() {
  if (isBroken) throw new RangeError("Maximum call stack size exceeded");
  return <p>Dibujado</p>;
}

/** A tile that fails while it is drawn: its neighbour stays, and trying again draws it. */
export const TileThatFails: Story = {
  render: () => (
    <div style={{ display: "grid", gridTemplateColumns: "1fr 1fr", gap: 16 }}>
      <TileBoundary tile="Fragile" kpi="k_factor">
        <Fragile />
      </TileBoundary>
      <KpiCard kpi="new_registrations" />
    </div>
  ),
  beforeEach: () => {
    isBroken = true;
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("1.286")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "K-factor" })).toBeVisible();
    await expect(canvas.getByText("Código: tile_failed")).toBeVisible();
    isBroken = false;
    await userEvent.click(canvas.getByRole("button", { name: "Reintentar" }));
    await expect(canvas.getByText("Dibujado")).toBeVisible();
    isBroken = true;
  },
};
