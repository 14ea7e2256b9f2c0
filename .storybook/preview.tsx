import "@fontsource-variable/inter";
import "@northstar/react/styles.css";
import "./preview.css";
import type { Preview } from "@storybook/react-vite";
import { Stage } from "../stories/support/Stage.tsx";

const preview: Preview = {
  parameters: {
    layout: "fullscreen",
    controls: { expanded: true },
    // Every story is checked by axe, and fails with it.
    a11y: { test: "error" },
    options: { storySort: { order: ["Views", "Cards", "Charts", "Controls"] } },
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
    width: {
      description: "Width of the container",
      toolbar: { icon: "expand", items: ["as set", "320", "768", "1168", "full"], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: "light", locale: "es", width: "as set" },
  decorators: [
    (Story, { globals, parameters }) => (
      <Stage
        theme={parameters.theme ?? globals.theme}
        locale={parameters.locale ?? globals.locale}
        width={globals.width === "as set" ? parameters.width : globals.width}
        fetch={parameters.fetch}
        isPage={parameters.isPage}
      >
        <Story />
      </Stage>
    ),
  ],
};

export default preview;
