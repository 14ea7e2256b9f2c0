import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { signToken } from "@northstar/server/token";
import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { loginPage, PAGES, viewPage } from "./pages.ts";
import { findPerson } from "./people.ts";
import { closeSession, guardOf, isGuard, openSession, readSession } from "./session.ts";

export interface PortalOptions {
  /** Where browsers reach the Northstar server, e.g. `http://localhost:4000`. */
  northstarUrl: string;
  /** The secret shared with the Northstar server; it never leaves this process. */
  secret: string;
  /** Signs the session cookie. */
  sessionKey: string;
}

const TOKEN_SECONDS = 600;
const folder = (path: string) => relative(process.cwd(), fileURLToPath(new URL(path, import.meta.url)));

/** A portal without a framework in the browser: pages under a strict policy, a log-in, and a Northstar token for who is logged in. */
export function createPortal({ northstarUrl, secret, sessionKey }: PortalOptions): Hono {
  const portal = new Hono();
  const policy = contentSecurityPolicy(new URL(northstarUrl).origin);
  portal.use(csrf());
  portal.use(async (context, next) => {
    await next();
    context.header("Content-Security-Policy", policy);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "same-origin");
  });

  portal.get("/public/*", serveStatic({ root: folder("../") }));
  portal.get(
    "/northstar/*",
    serveStatic({
      root: folder("../../../packages/elements/dist/browser/"),
      rewriteRequestPath: (path) => path.replace(/^\/northstar/, ""),
    }),
  );

  portal.post("/login", async (context) => {
    const { person: id } = await context.req.parseBody();
    const person = findPerson(typeof id === "string" ? id : undefined);
    if (!person) return context.text("Unknown account", 400);
    await openSession(context, person, sessionKey);
    return context.redirect("/", 303);
  });
  portal.post("/logout", (context) => {
    closeSession(context);
    return context.redirect("/", 303);
  });

  // The role comes from the session; whatever the browser sends is not even read.
  portal.post("/northstar-token", async (context) => {
    context.header("Cache-Control", "no-store");
    const person = await readSession(context, sessionKey);
    if (!person) return context.json({ error: "Log in first." }, 401);
    if (!isGuard(context.req.header("X-CSRF-Token"), person, sessionKey))
      return context.json({ error: "No guard." }, 403);
    const token = await signToken({ sub: person.id, ...person.grant, expiresInSeconds: TOKEN_SECONDS }, { secret });
    return context.json({ token });
  });

  for (const page of PAGES) {
    portal.get(page.path, async (context) => {
      context.header("Cache-Control", "no-store");
      const person = await readSession(context, sessionKey);
      if (!person) return context.html(loginPage());
      return context.html(viewPage(page, person, guardOf(person, sessionKey), northstarUrl));
    });
  }
  return portal;
}

/** Nothing inline, nothing from elsewhere but the Northstar server's answers. `blob:` and `data:` are for pictures to save. */
function contentSecurityPolicy(northstarOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${northstarOrigin}`,
    "img-src 'self' data: blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
