import { cleanup, render, renderHook, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { useIsMasked } from "../components/Masked.tsx";
import { ViewDenied } from "../components/ViewDenied.tsx";
import { ViewFrame } from "../components/ViewFrame.tsx";
import { CATALOG } from "../testing/fixtures.ts";
import { createServer, wrap } from "../testing/hookHarness.tsx";
import { usePermissions } from "./usePermissions.ts";
import { useViewAccess } from "./useViewAccess.ts";

afterEach(cleanup);

const access = { roles: ["marketing"], can: ["export"], filters: { country: ["CO", "MX"] } };

it("says what the token allows, as the server does", async () => {
  const server = createServer({ catalog: { ...CATALOG, access, masked: ["operational.referrer"] } });
  const { result } = renderHook(
    () => ({ state: usePermissions(), isMasked: useIsMasked("operational.referrer"), isOther: useIsMasked("a.b") }),
    { wrapper: wrap(server) },
  );
  expect(result.current).toMatchObject({ state: { status: "loading" }, isMasked: false });
  await waitFor(() => expect(result.current.state.status).toBe("ready"));
  if (result.current.state.status !== "ready") return;
  const { roles, can, lockedFilters, sees } = result.current.state.value;
  expect(roles).toEqual(["marketing"]);
  expect([can("export"), can("administer")]).toEqual([true, false]);
  expect(lockedFilters).toEqual({ country: ["CO", "MX"] });
  expect([sees("content_minutes"), sees("flow_uptime"), sees("nothing")]).toEqual([true, false, false]);
  expect([result.current.isMasked, result.current.isOther]).toEqual([true, false]);
});

it("gives nothing where the server doesn't say whose token it is", async () => {
  const { result } = renderHook(() => usePermissions(), { wrapper: wrap(createServer()) });
  await waitFor(() => expect(result.current.status).toBe("ready"));
  if (result.current.status !== "ready") return;
  expect(result.current.value).toMatchObject({ roles: [], lockedFilters: {} });
  expect(result.current.value.can("export")).toBe(false);
});

it.each([
  [["content_minutes", "new_registrations"], "all"],
  [["content_minutes", "flow_uptime"], "some"],
  [["flow_uptime"], "none"],
  // What nobody has is an error of its tile, not a matter of roles.
  [["flow_uptime", "no_such_kpi"], "none"],
  [["no_such_kpi"], "all"],
  [[], "all"],
])("of a view with %j the roles see %s", async (kpis, expected) => {
  const { result } = renderHook(() => useViewAccess(kpis), { wrapper: wrap(createServer()) });
  expect(result.current).toBeNull();
  await waitFor(() => expect(result.current).toBe(expected));
});

it.each([
  // The roles of these tests see the acquisition funnel, and not that of retargeting.
  [["flow_uptime"], ["acquisition"], "some"],
  [[], ["acquisition"], "all"],
  [["flow_uptime"], ["retargeting"], "none"],
  [[], ["retargeting"], "none"],
  [["content_minutes"], ["retargeting"], "some"],
  [["content_minutes"], ["no_such_funnel"], "all"],
])("of a view with %j and the funnels %j the roles see %s", async (kpis, funnels, expected) => {
  const { result } = renderHook(() => useViewAccess(kpis, funnels), { wrapper: wrap(createServer()) });
  await waitFor(() => expect(result.current).toBe(expected));
});

it("opens a view of which a role sees a funnel alone", async () => {
  const place = (content: string) => ({ span: "12", kpis: ["flow_uptime"], content }) as const;
  const places = { uptime: place("Uptime"), funnel: { ...place("Funnel"), kpis: [], funnels: ["acquisition"] } };
  render(<ViewFrame name="OwnView" title="Own view" places={places} />, { wrapper: wrap(createServer()) });
  await waitFor(() => expect(screen.queryByText("Datos de ejemplo")).toBeTruthy());
  expect(screen.queryByText("Funnel")).toBeTruthy();
  expect(screen.queryByText("Esta vista no está disponible para tu rol")).toBeNull();
});

it("names a denied funnel in a closed view", async () => {
  render(<ViewDenied title="Own view" kpis={[]} funnels={["retargeting"]} />, { wrapper: wrap(createServer()) });
  expect(await screen.findByText("marketing")).toBeTruthy();
  expect(screen.getByText("Recuperación")).toBeTruthy();
});

it("names in a closed view who is to be asked and who sees it", async () => {
  render(<ViewDenied title="Technical view" kpis={["flow_uptime", "content_minutes"]} />, {
    wrapper: wrap(createServer(), { locale: "en" }),
  });
  expect(await screen.findByText("devops")).toBeTruthy();
  expect(screen.getByText("Disponibilidad")).toBeTruthy();
  expect(screen.getByText("Seen by: DevOps and data analysis.")).toBeTruthy();
  expect(screen.getByRole("region", { name: "This view is not available to your role" })).toBeTruthy();
});
