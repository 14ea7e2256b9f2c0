import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  // The workspace's packages are used as source; one cache for them outside every package.
  cacheDir: fileURLToPath(new URL("../../.cache/vite-portal", import.meta.url)),
  resolve: { dedupe: ["react", "react-dom"] },
  server: {
    warmup: { clientFiles: ["./src/main.tsx", "./src/pages/*.tsx"] },
    fs: { allow: [fileURLToPath(new URL("../../", import.meta.url))] },
  },
  // Named here, so that they are bundled before the first page asks, not after (which would reload it).
  optimizeDeps: {
    include: ["react", "react/jsx-runtime", "react/jsx-dev-runtime", "react-dom", "react-dom/client"],
  },
  build: { sourcemap: true, chunkSizeWarningLimit: 1200 },
});
