import type { CatalogKpi, LocalizedText } from "@northstar/core";
import type { KpiFreshness, Loadable } from "@northstar/react";
import type { StoryObj } from "@storybook/react-vite";
import type { ComponentType, ReactElement } from "react";
import { expect, fn, userEvent } from "storybook/test";
import { appears } from "./appears.ts";
import type { TileState } from "./stateNames.ts";
import { deniedOf, failed, LOADING, ready } from "./states.ts";

/** Puts a value into a state. */
export type Put = <T>(value: T) => Loadable<T>;

/** What the stories of a tile's states are made from. */
export interface TileInStates<Props extends object> {
  /** The tile as it is drawn from states, which asks for nothing. */
  View: ComponentType<Props>;
  /** Its heading. */
  name: LocalizedText;
  /** Its properties, each of its values put into the story's state. */
  props(put: Put): NoInfer<Props>;
  /** What is other when there are no data. */
  empty: Partial<NoInfer<Props>>;
  /** What the reader's roles don't see of it. */
  denied: Pick<CatalogKpi, "title" | "owner" | "roles">;
  /** What is other when its names are very long, and its numbers huge, tiny or missing. */
  longNames: Partial<NoInfer<Props>>;
  /** What is other when a source is late. @default the freshness of all its values */
  late?: Partial<NoInfer<Props>>;
}

/** A story whose tile asks for nothing: what it is given can't be changed by controls. */
export interface DrawnStory {
  render(): ReactElement;
  parameters: Readonly<Record<string, unknown>>;
  play?: NonNullable<StoryObj["play"]>;
}

/** A story for each state. */
export type TileStories = Readonly<Record<TileState, DrawnStory>>;

/** The stories of a tile's states, and `draw` for further ones of its own. */
export function tileStories<Props extends object>(tile: TileInStates<Props>) {
  const { View, name, props, denied } = tile;
  const normal = props(ready);

  const story = (given: Props, text: string, more: Record<string, unknown> = {}): DrawnStory => ({
    render: () => <View {...given} />,
    parameters: { controls: { disable: true }, ...(text && { docs: { description: { story: text } } }), ...more },
  });
  const draw = (change: Partial<Props> = {}, more: Record<string, unknown> = {}): DrawnStory =>
    story({ ...normal, ...change }, "", more);

  const states: TileStories = {
    Loading: {
      ...story(
        props(() => LOADING),
        "Nothing has come yet: after 150 ms the tile's own layout in grey, so that nothing moves when it comes.",
      ),
      play: async ({ canvasElement }) => {
        await expect(canvasElement.querySelector('[aria-busy="true"]')).not.toBeNull();
        await appears(canvasElement);
      },
    },
    Updating: {
      ...story(
        props((value) => ready(value, { updating: true })),
        "Old numbers stay while new ones come.",
      ),
      play: async ({ canvas }) => {
        await expect((await canvas.findAllByText("Actualizando")).length).toBeGreaterThan(0);
      },
    },
    LateSource: {
      ...story(
        tile.late ? { ...normal, ...tile.late } : props((value) => ready(withFreshness(value, LATE))),
        "A source hasn't been read for longer than is allowed: it is named, and the numbers stay.",
      ),
      play: async ({ canvas }) => {
        await expect(canvas.getAllByText(/con retraso/i).length).toBeGreaterThan(0);
      },
    },
    Offline: {
      ...story(
        props((value) => ready(value, { offline: true })),
        "There is no connection: the last numbers stay, and the tile says so.",
      ),
      play: async ({ canvas }) => {
        await expect(canvas.getAllByText(/Sin conexión/).length).toBeGreaterThan(0);
      },
    },
    Empty: {
      ...story({ ...normal, ...tile.empty }, "Nothing happened in the period: why, and what to do."),
      play: async ({ canvasElement }) => {
        await expect(canvasElement.querySelector('[data-state="empty"]')).not.toBeNull();
      },
    },
    NoPermission: {
      ...story(
        props(() => deniedOf(denied)),
        "The reader's roles don't see it: what is missing and whom to ask. The number's place stays.",
      ),
      play: async ({ canvas }) => {
        await expect(canvas.getByRole("heading", { name: name.es })).toBeInTheDocument();
        await expect(canvas.getAllByText("No disponible para tu rol").length).toBeGreaterThan(0);
        await expect(canvas.getAllByText(`Pide acceso a ${denied.owner}.`).length).toBeGreaterThan(0);
      },
    },
    Failed: {
      ...story(
        props(() => failed<never>(null, retry)),
        "Nothing could be read: plain words, the code, and a way to try again.",
      ),
      play: async ({ canvas }) => {
        await expect(canvas.getByRole("heading", { name: name.es })).toBeInTheDocument();
        await expect(canvas.getAllByText("Código: warehouse_busy").length).toBeGreaterThan(0);
        retry.mockClear();
        for (const button of canvas.getAllByRole("button", { name: "Reintentar" })) await userEvent.click(button);
        await expect(retry).toHaveBeenCalled();
      },
    },
    FailedToUpdate: {
      ...story(
        props((value) => failed(value)),
        "The last good numbers behind an error.",
      ),
      play: async ({ canvas }) => {
        await expect(canvas.getAllByText(/se muestran los datos anteriores/).length).toBeGreaterThan(0);
      },
    },
    LongNames: {
      ...story(
        { ...normal, ...tile.longNames },
        "Very long names, huge and tiny numbers and none, where there is the least room.",
        { width: 320 },
      ),
      play: ({ canvasElement }) => fits(canvasElement),
    },
    Dark: story(normal, "On a dark page.", { theme: "dark" }),
    Narrow: {
      ...story(normal, "In a side bar or on a phone: 320 px.", { width: 320 }),
      play: ({ canvasElement }) => fits(canvasElement),
    },
    InEnglish: {
      ...story(normal, "In the other language.", { locale: "en" }),
      play: async ({ canvas }) => {
        await expect(canvas.getByRole("heading", { name: name.en })).toBeInTheDocument();
      },
    },
  };
  return { ...states, draw };
}

const retry = fn();

/** Nothing sticks out of its place, and the page doesn't scroll sideways. */
async function fits(canvas: HTMLElement): Promise<void> {
  await expect(canvas.scrollWidth).toBeLessThanOrEqual(canvas.clientWidth);
}

const LATE: KpiFreshness = {
  status: "late",
  lagSeconds: 6000,
  sloSeconds: 300,
  lateSources: ["crm"],
  watermark: "2026-11-22T13:20:00Z",
};

/** The same value with another freshness, wherever it has one. */
function withFreshness<T>(value: T, freshness: KpiFreshness): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => withFreshness(part, freshness)) as T;
  const parts = Object.entries(value).map(([name, part]) => [
    name,
    name === "freshness" ? freshness : withFreshness(part, freshness),
  ]);
  return Object.fromEntries(parts) as T;
}
