import "@fontsource-variable/inter";
import "@northstar/react/styles.css";
import "./preview.css";
import { ROLES } from "@northstar/core";
import type { Preview } from "@storybook/react-vite";
import { configure } from "storybook/test";
import { TIME_ZONE } from "../stories/support/clock.ts";
import { Stage } from "../stories/support/Stage.tsx";

// What is loaded when it is needed may take longer than a second on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

const preview: Preview = {
  // Each component has a page: what it is, what each property is for, and its stories one under the other.
  tags: ["autodocs"],
  // `parameters.screenshot`: when stories run as tests, what this one draws at its end is compared with the reviewed picture.
  afterEach: async ({ canvasElement, parameters, id }) => {
    if (import.meta.env.MODE !== "test" || parameters.screenshot !== true) return;
    const { compareScreenshot } = await import("./compareScreenshot.ts");
    await compareScreenshot(canvasElement, id);
  },
  parameters: {
    layout: "fullscreen",
    controls: { expanded: true },
    // Every story is checked by axe, and fails with it. Tests don't carry a description of all that is well.
    a11y: {
      test: "error",
      ...(import.meta.env.MODE === "test" && { options: { resultTypes: ["violations", "incomplete"] } }),
    },
    options: {
      // As a designer reads: what it is made of, then what it comes to, then each part; within a group, as on the screen.
      storySort: {
        order: [
          "Start here",
          "Foundations",
          ["Colour", "Type and space"],
          "Views",
          ["Executive view", "Operational view", "Technical view", "By role"],
          "Tiles",
          [
            "Executive",
            ["NorthStarCard", "AlertTiles", "KpiCard", "RetentionCard", "SponsorshipPanel", "FunnelChart"],
            "Operational",
            [
              "AcquisitionFunnel",
              "ChannelComparison",
              "CampaignTable",
              "SegmentEvolution",
              "ContentConsumption",
              "TopTopics",
              "ReferralPanel",
            ],
            "Technical",
            ["FreshnessStrip", "ReliabilityPanel", "EventVolume", "LatencyChart", "SecurityPanel", "IngestPanel"],
            "Shared",
          ],
          "Pages",
          "Charts",
          "Tables",
          "Filters",
          "Controls",
          "States",
        ],
      },
    },
  },
  globalTypes: {
    theme: {
      description: "Theme",
      toolbar: { icon: "contrast", items: ["light", "dark", "auto", "contrast"], dynamicTitle: true },
    },
    locale: {
      description: "Language",
      toolbar: { icon: "globe", items: ["es", "en"], dynamicTitle: true },
    },
    role: {
      description: "Role: the real server's recorded answers for it",
      toolbar: { icon: "user", items: ["as set", ...ROLES], dynamicTitle: true },
    },
    density: {
      description: "Density",
      toolbar: { icon: "component", items: ["comfortable", "compact"], dynamicTitle: true },
    },
    timeZone: {
      description: "Time zone in which the recorded server cuts periods",
      toolbar: { icon: "time", items: [TIME_ZONE, "Europe/Madrid"], dynamicTitle: true },
    },
    width: {
      description: "Width of the container",
      toolbar: { icon: "expand", items: ["as set", "320", "768", "1168", "full"], dynamicTitle: true },
    },
  },
  initialGlobals: {
    theme: "light",
    locale: "es",
    role: "as set",
    density: "comfortable",
    timeZone: TIME_ZONE,
    width: "as set",
  },
  decorators: [
    (Story, { globals, parameters, viewMode }) => (
      <Stage
        theme={parameters.theme ?? globals.theme}
        locale={parameters.locale ?? globals.locale}
        width={globals.width === "as set" ? parameters.width : globals.width}
        fetch={globals.role === "as set" ? parameters.fetch : undefined}
        role={globals.role === "as set" ? parameters.role : globals.role}
        timeZone={parameters.timeZone ?? globals.timeZone}
        density={parameters.density ?? globals.density}
        direction={parameters.direction}
        isPage={parameters.isPage}
        isAlone={viewMode === "story"}
      >
        <Story />
      </Stage>
    ),
  ],
};

export default preview;
