import type { StorybookConfig } from "@storybook/react-vite";

const config: StorybookConfig = {
  stories: ["../stories/**/*.mdx", "../stories/**/*.stories.tsx"],
  addons: ["@storybook/addon-docs", "@storybook/addon-a11y", "@storybook/addon-vitest"],
  framework: "@storybook/react-vite",
  features: { sidebarOnboardingChecklist: false },
  // Tests and builds write there while a designer looks: each file would draw the page again.
  viteFinal: (vite) => ({
    ...vite,
    server: { ...vite.server, watch: { ...vite.server?.watch, ignored: ["**/.cache/**", "**/.northstar/**"] } },
  }),
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
};

export default config;
