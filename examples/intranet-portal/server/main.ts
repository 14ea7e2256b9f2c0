import { signToken } from "@northstar/server/token";
import { onEnd } from "./lifetime.ts";
import { type Portal, startPortal } from "./portal.ts";

export { type Portal, type PortalOptions, startPortal } from "./portal.ts";

if (import.meta.main) await main();

/** `node server/main.ts`: everything comes from the environment, one line says when it is ready. */
async function main(): Promise<void> {
  let portal: Portal | undefined;
  onEnd(() => {
    // Vite may still be busy with its first transforms: nothing of them is worth waiting for.
    setTimeout(() => process.exit(0), 500).unref();
    void Promise.resolve(portal?.close()).finally(() => process.exit(0));
  });
  try {
    const { PORT = "3000", HOST, NORTHSTAR_URL = "http://localhost:4000", NORTHSTAR_SECRET, SESSION_KEY } = process.env;
    portal = await startPortal({
      port: parsePort(PORT),
      northstarUrl: parseUrl(NORTHSTAR_URL),
      secret: await requireSecret(NORTHSTAR_SECRET),
      production: process.env.NODE_ENV === "production",
      ...(HOST ? { host: HOST } : {}),
      ...(SESSION_KEY ? { sessionKey: SESSION_KEY } : {}),
    });
    console.log(`Intranet ready at ${portal.url}`);
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT is "${text}", which is not a port number. Set it to a number from 0 to 65535.`);
  }
  return port;
}

function parseUrl(text: string): string {
  if (!URL.canParse(text)) {
    throw new Error(`NORTHSTAR_URL is "${text}", which is not an address. Set it to one like http://localhost:4000.`);
  }
  return text;
}

async function requireSecret(secret: string | undefined): Promise<string> {
  if (!secret) {
    throw new Error(
      "NORTHSTAR_SECRET is not set, so the portal can't sign tokens. Set it to the secret of the Northstar server, or run `npx pnpm@12 start`, which starts both.",
    );
  }
  // A secret that can't sign (too short, or a published one in production) is told now, not to the first reader.
  await signToken({ sub: "start", roles: ["director"] }, { secret });
  return secret;
}

function explain(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `Port ${process.env.PORT ?? "3000"} is taken, so the intranet can't start. Stop what uses it, or set PORT to another one.`;
  }
  return error instanceof Error ? error.message : String(error);
}
