import "@northstar/react/reports.css";
import { type Fetch, useNorthstar } from "@northstar/react";
import { DownloadView } from "@northstar/react/reports";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useEffect } from "react";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { CATALOG } from "../support/catalog.ts";
import { createFakeFetch } from "../support/server.ts";

/** What was asked for, of the story that runs. */
const asked: unknown[] = [];

function fileFetch({
  can = ["export"],
  answer,
}: {
  can?: string[];
  answer?: () => Promise<Response> | Response;
} = {}): Fetch {
  const rest = createFakeFetch({ catalog: { ...CATALOG, access: { roles: ["director"], can, filters: {} } } });
  return async (input, init) => {
    if (!new URL(String(input)).pathname.endsWith("/exports/view")) return rest(input, init);
    asked.push(JSON.parse(String(init?.body)));
    return answer?.() ?? new Response("%PDF-", { headers: { "content-type": "application/pdf" } });
  };
}

/** A button above a view: what its reader sees of it, as a file. */
const meta = {
  title: "Reviews/DownloadView",
  component: DownloadView,
  args: { view: "executive" },
  parameters: { width: 480, fetch: fileFetch() },
  beforeEach: () => {
    asked.length = 0;
  },
} satisfies Meta<typeof DownloadView>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = Parameters<NonNullable<Story["play"]>>[0]["canvas"];

async function opened(canvas: Canvas) {
  await userEvent.click(await canvas.findByRole("button", { name: "Descargar" }));
  return within(await canvas.findByRole("dialog", { name: "Descargar" }));
}

/** With the filters that are chosen, in the reader's language. */
export const Standard: Story = {
  decorators: [
    (Story) => {
      const { setFilters } = useNorthstar();
      useEffect(() => {
        setFilters({ period: { preset: "last_month" }, values: { country: ["CO"] } });
      }, [setFilters]);
      return <Story />;
    },
  ],
  play: async ({ canvas }) => {
    const dialog = await opened(canvas);
    await userEvent.click(dialog.getByRole("button", { name: "PDF" }));
    await expect(await dialog.findByText("Descargado: executive_2026-11-22.pdf")).toBeVisible();
    await expect(asked).toEqual([
      {
        view: "executive",
        period: { preset: "last_month" },
        values: { country: ["CO"] },
        format: "pdf",
        language: "es",
      },
    ]);
  },
};

/** It takes its time: a second click asks for nothing more. */
export const Writing: Story = {
  parameters: { fetch: fileFetch({ answer: () => new Promise<Response>(() => {}) }) },
  play: async ({ canvas }) => {
    const dialog = await opened(canvas);
    await userEvent.click(dialog.getByRole("button", { name: "Excel" }));
    await expect(await dialog.findByText("Escribiendo el archivo…")).toBeVisible();
    await userEvent.click(dialog.getByRole("button", { name: "CSV" }));
    await waitFor(() => expect(asked).toHaveLength(1));
  },
};

/** Other files are being written, or the server failed: it says so, and may be asked again. */
export const Failed: Story = {
  globals: { locale: "en" },
  parameters: {
    fetch: fileFetch({
      answer: () =>
        Response.json(
          {
            type: "urn:northstar:problem:query_failed",
            title: "Query failed",
            status: 500,
            code: "query_failed",
            detail: "…",
          },
          { status: 500, headers: { "content-type": "application/problem+json" } },
        ),
    }),
  },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Download" }));
    await userEvent.click(await canvas.findByRole("button", { name: "CSV" }));
    await expect(await canvas.findByText(/It could not be written: The server could not answer/)).toBeVisible();
  },
};

/** A token that may not export has no button. */
export const MayNotExport: Story = {
  parameters: { fetch: fileFetch({ can: [] }) },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole("button")).toBeNull();
  },
};

export const Dark: Story = {
  globals: { theme: "dark" },
  play: async ({ canvas }) => {
    await opened(canvas);
  },
};
