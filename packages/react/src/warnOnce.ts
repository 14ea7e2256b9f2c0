// Bundlers put the value in its place; without one there may be no `process` at all.
declare const process: { env: { NODE_ENV?: string | undefined } };

const said = new Set<string>();

/** Tells a developer something on the console, each message once a page and never in production. */
export function warnOnce(message: string): void {
  if (isProduction() || said.has(message)) return;
  said.add(message);
  console.warn(`northstar: ${message}`);
}

function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === "production";
  } catch {
    return true;
  }
}
