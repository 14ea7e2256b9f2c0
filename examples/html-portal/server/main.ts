import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { startPortal } from "./startPortal.ts";

// `node server/main.ts`: everything comes from the environment, one line says when it is ready.
const { PORT = "3200", NORTHSTAR_URL = "http://localhost:4000", NORTHSTAR_SECRET, SESSION_KEY } = process.env;

if (!NORTHSTAR_SECRET)
  stop("NORTHSTAR_SECRET is not set, so no token can be signed. Set it to the secret of the Northstar server.");
if (!existsSync(new URL("../../../packages/elements/dist/browser/northstar.js", import.meta.url))) {
  stop("The script for the pages has not been built. Run `npx pnpm@12 --filter @northstar/elements build` first.");
}

const sessionKey = SESSION_KEY ?? randomBytes(32).toString("base64");
startPortal({
  port: Number(PORT),
  northstarUrl: NORTHSTAR_URL,
  secret: NORTHSTAR_SECRET,
  sessionKey,
  onReady: (port) => console.log(`HTML portal ready at http://localhost:${port}`),
});

function stop(reason: string): never {
  console.error(reason);
  process.exit(1);
}
