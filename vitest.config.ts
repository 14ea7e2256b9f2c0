import { defineConfig } from "vitest/config";

// One time zone, one locale: the suite gives the same answers on every machine.
process.env.TZ = "UTC";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: [
            "packages/{core,react,server,ingest,cli}/src/**/*.test.ts",
            "cube/**/*.test.ts",
            "examples/*/server/**/*.test.ts",
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "react",
          environment: "happy-dom",
          include: ["packages/react/src/**/*.test.tsx"],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
