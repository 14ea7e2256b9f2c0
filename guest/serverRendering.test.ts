import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { VIEW_NAMES, type ViewName } from "./pages/HostApp.tsx";
import { type BundleOptions, bundlePage } from "./support/bundle.ts";
import { GuestPages } from "./support/GuestPages.ts";

let pages: GuestPages;
beforeAll(async () => {
  pages = await GuestPages.open();
});
afterAll(() => pages.close());

/** Renders a view here, where there is no window, with that version of React; what it complains of is told. */
async function renderOnServer(view: ViewName, react: NonNullable<BundleOptions["react"]>) {
  const files = await bundlePage("serverRender.tsx", { react, isWhole: true });
  const code = Buffer.from(files.get("serverRender.js") ?? "").toString("base64");
  const { render } = (await import(`data:text/javascript;base64,${code}`)) as { render: (view: ViewName) => string };
  const complain = vi.spyOn(console, "error").mockImplementation(() => {});
  const html = render(view);
  const complaints = complain.mock.calls.map((words) => words.map(String).join(" ").slice(0, 500));
  complain.mockRestore();
  return { html, complaints };
}

describe.each(["18", "19"] as const)("React %s", (react) => {
  it.each(VIEW_NAMES)("renders the %s view's skeletons on a server, and hydrates them without a word", async (view) => {
    const { html, complaints: onServer } = await renderOnServer(view, react);
    expect(onServer).toEqual([]);
    expect(html).toContain('data-state="loading"');
    expect(html).toContain("ns-skeleton");
    expect(html).not.toContain('data-state="ready"');
    expect(html).not.toContain('data-state="error"');

    const { page, complaints } = await pages.show({
      script: "hydrate.tsx",
      react,
      body: `<div id="app" data-view="${view}">${html}</div>`,
      // Server-rendered markup holds style attributes, which only the parser is refused.
      policy: "default-src 'self'; style-src-attr 'unsafe-inline'; img-src data:",
    });
    await page.locator(".ns-chart-drawing svg").first().waitFor({ state: "attached" });
    await page.locator(".ns-view-subtitle", { hasText: /nov/i }).waitFor();
    expect(complaints).toEqual([]);
  });
});
