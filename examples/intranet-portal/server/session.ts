import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { findPerson, type Person } from "./people.ts";

const COOKIE = "arrayan_session";
const HOURS = 12;

export interface SessionOptions {
  /** Signs the cookie (HMAC-SHA-256). */
  key: string;
  /** Send the cookie over HTTPS only. */
  secure: boolean;
  now(): Date;
}

/** Logs a person in: the cookie holds who and until when, signed; nothing is kept on the server. */
export async function openSession(context: Context, person: Person, options: SessionOptions): Promise<void> {
  const expiresAt = Math.floor(options.now().getTime() / 1000) + HOURS * 3600;
  await setSignedCookie(context, COOKIE, `${person.id}|${expiresAt}`, options.key, {
    httpOnly: true,
    sameSite: "Lax",
    secure: options.secure,
    path: "/",
    maxAge: HOURS * 3600,
  });
}

/** Who is logged in, or null: no cookie, a signature that isn't ours, one that has ended, or an account that is gone. */
export async function readSession(context: Context, options: SessionOptions): Promise<Person | null> {
  const value = await getSignedCookie(context, options.key, COOKIE);
  if (!value) return null;
  const [id, expiresAt] = value.split("|");
  if (Number(expiresAt) * 1000 <= options.now().getTime()) return null;
  return findPerson(id);
}

export function closeSession(context: Context): void {
  deleteCookie(context, COOKIE, { path: "/" });
}
