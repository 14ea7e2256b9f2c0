import { signToken } from "@northstar/server/token";
import { type Context, Hono } from "hono";
import { csrf } from "hono/csrf";
import { findPerson, PEOPLE, toPublic } from "./people.ts";
import { closeSession, openSession, readSession, type SessionOptions } from "./session.ts";

export interface ApiOptions extends SessionOptions {
  /** Where browsers reach the Northstar server, e.g. `http://localhost:4000`. */
  northstarUrl: string;
  /** The secret shared with the Northstar server; it never leaves this process. */
  secret: string;
}

const TOKEN_SECONDS = 600;

/** The portal's own back end: who is logged in, and a Northstar token for that person. */
export function createApi(options: ApiOptions): Hono {
  const api = new Hono().basePath("/api");

  // Cookies are SameSite=Lax already; this also refuses what a form of another site could post.
  api.use(csrf());
  api.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });

  api.get("/accounts", (context) => context.json({ accounts: PEOPLE.map(toPublic) }));

  api.post("/login", async (context) => {
    const person = findPerson(await readPersonId(context));
    if (!person) return problem(context, 400, "unknown_account", "There is no sample account with that name.");
    await openSession(context, person, options);
    return context.json({ person: toPublic(person), northstarUrl: publicUrl(options.northstarUrl, context.req.url) });
  });

  api.post("/logout", (context) => {
    closeSession(context);
    return context.body(null, 204);
  });

  // Nobody is an answer too, not an error: the log-in page asks this first.
  api.get("/me", async (context) => {
    const person = await readSession(context, options);
    return context.json({
      person: person && toPublic(person),
      northstarUrl: publicUrl(options.northstarUrl, context.req.url),
    });
  });

  // The role comes from the session; whatever the browser sends is not even read.
  api.post("/northstar-token", async (context) => {
    const person = await readSession(context, options);
    if (!person) return problem(context, 401, "not_logged_in", "Log in first.");
    const token = await signToken(
      { sub: person.id, roles: [person.role], ...person.grant, expiresInSeconds: TOKEN_SECONDS },
      { secret: options.secret },
    );
    return context.json({ token });
  });

  api.all("/*", (context) => problem(context, 404, "not_found", "There is nothing here."));
  return api;
}

/**
 * A configured loopback address means "this machine": a page opened under another name of it
 * (127.0.0.1, a name in the office network, a tunnel to a phone) must ask for Northstar under that name.
 */
export function publicUrl(northstarUrl: string, requestUrl: string): string {
  const url = new URL(northstarUrl);
  if (["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)) url.hostname = new URL(requestUrl).hostname;
  return url.origin + url.pathname.replace(/\/$/, "");
}

async function readPersonId(context: Context): Promise<string | undefined> {
  const body: unknown = await context.req.json().catch(() => null);
  if (typeof body !== "object" || body === null || !("person" in body)) return undefined;
  return typeof body.person === "string" ? body.person : undefined;
}

function problem(context: Context, status: 400 | 401 | 404, code: string, detail: string): Response {
  return context.body(JSON.stringify({ type: "about:blank", title: code, status, code, detail }), status, {
    "Content-Type": "application/problem+json",
  });
}
