import type { Catalog, Problem } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import type { StoryObj } from "@storybook/react-vite";
import { expect, waitFor } from "storybook/test";
import { appears } from "./appears.ts";
import { TWO_LATE } from "./freshness.ts";
import type { FakeServerOptions } from "./server.ts";
import type { ViewState } from "./stateNames.ts";

/** What the stories of a view's states are made from. */
export interface ViewInStates {
  /** The view's server in memory. */
  server(options?: FakeServerOptions): Fetch;
  catalog: Catalog;
  /** What somebody gets whose roles see none of it. */
  denied: Catalog;
  /** Its heading in English. */
  name: string;
}

interface ServedStory {
  parameters: Readonly<Record<string, unknown>>;
  play: NonNullable<StoryObj["play"]>;
}

/** The stories of a view's states: those of a server, since a view asks for itself. */
export function viewStories({ server, catalog, denied, name }: ViewInStates): Readonly<Record<ViewState, ServedStory>> {
  const story = (
    text: string,
    parameters: Record<string, unknown>,
    play: ServedStory["play"] = async () => {},
  ): ServedStory => ({
    parameters: { ...parameters, docs: { description: { story: text } } },
    play: async (context) => {
      await settles(context.canvasElement);
      await fits(context.canvasElement);
      await play(context);
    },
  });
  return {
    Loading: {
      parameters: {
        fetch: server({ answers: false }),
        docs: { description: { story: "Nothing has come yet: the view's own layout in grey." } },
      },
      play: async ({ canvasElement }) => {
        await waitFor(() => expect(canvasElement.querySelectorAll('[aria-busy="true"]').length).toBeGreaterThan(2));
        await appears(canvasElement);
      },
    },
    LateSource: story(
      "Two sources are late: the header says so, and each tile that rests on one of them.",
      { fetch: server({ freshness: TWO_LATE }) },
      async ({ canvas }) => {
        await expect((await canvas.findAllByText(/con retraso/i)).length).toBeGreaterThan(1);
      },
    ),
    Offline: story(
      "There is no connection, and nothing from before: plain words, and a way to try again.",
      { fetch: () => Promise.reject(new TypeError("Failed to fetch")) },
      async ({ canvas }) => {
        await expect((await canvas.findAllByRole("button", { name: "Reintentar" })).length).toBeGreaterThan(0);
      },
    ),
    Empty: story(
      "Nothing happened in the period: each tile says why, and what to do.",
      { fetch: server({ answer: () => [] }) },
      async ({ canvasElement }) => {
        await waitFor(() => expect(canvasElement.querySelectorAll('[data-state="empty"]').length).toBeGreaterThan(2));
      },
    ),
    NoPermission: story(
      "The reader's roles see none of it: one calm place that says whom to ask.",
      { fetch: server({ catalog: denied }) },
      async ({ canvas, canvasElement }) => {
        const title = "Esta vista no está disponible para tu rol";
        await expect(await canvas.findByRole("heading", { name: title })).toBeVisible();
        await expect(canvasElement.querySelectorAll(".ns-card")).toHaveLength(0);
      },
    ),
    Failed: story(
      "The server answers each question with an error: each tile keeps its place and its name, and says the code.",
      { fetch: server({ answer: () => BAD_QUERY }) },
      async ({ canvas }) => {
        await waitFor(() => expect(canvas.getAllByText("Código: bad_query").length).toBeGreaterThan(3));
      },
    ),
    LongNames: story("Very long names where there is the least room.", {
      fetch: server({ catalog: withLongNames(catalog) }),
      width: 320,
    }),
    Dark: story("On a dark page.", { theme: "dark" }),
    Narrow: story("On a phone: 320 px, one column, the most important first.", { width: 320 }),
    InEnglish: story("In the other language.", { locale: "en" }, async ({ canvas }) => {
      await expect(canvas.getByRole("heading", { name: new RegExp(name) })).toBeVisible();
    }),
  };
}

const BAD_QUERY: Problem = {
  type: "urn:northstar:problem:bad_query",
  title: "Bad query",
  status: 400,
  code: "bad_query",
  detail: "El modelo no conoce esta medida.",
};

/** All that was asked has come. */
export async function settles(canvas: HTMLElement): Promise<void> {
  await waitFor(async () => {
    await expect(canvas.querySelector(".ns-view")).not.toBeNull();
    await expect(canvas.querySelector('.ns-skeleton, .ns-skeleton-block, [aria-busy="true"]')).toBeNull();
  });
}

/** The page doesn't scroll sideways. */
async function fits(canvas: HTMLElement): Promise<void> {
  await expect(canvas.scrollWidth).toBeLessThanOrEqual(canvas.clientWidth);
}

function withLongNames(catalog: Catalog): Catalog {
  return {
    ...catalog,
    kpis: catalog.kpis.map((kpi) => ({
      ...kpi,
      title: {
        es: `${kpi.title.es} de profesionales de la salud registrados por invitación en congresos hispanoamericanos`,
        en: `${kpi.title.en} of health professionals registered by invitation at Latin American congresses`,
      },
      owner: "Dirección Hispanoamericana de Comunidad, Contenidos y Alianzas",
    })),
  };
}
