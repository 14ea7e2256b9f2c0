import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { findPerson, type Person } from "./people.ts";

const COOKIE = "html_portal_session";

/** Logs a person in: a signed cookie that scripts can't read. */
export async function openSession(context: Context, person: Person, key: string): Promise<void> {
  await setSignedCookie(context, COOKIE, person.id, key, {
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    maxAge: 43_200,
  });
}

/** Who is logged in; null for nobody, and for a cookie that isn't ours. */
export async function readSession(context: Context, key: string): Promise<Person | null> {
  const id = await getSignedCookie(context, key, COOKIE);
  return findPerson(id === false ? undefined : id);
}

export function closeSession(context: Context): void {
  deleteCookie(context, COOKIE, { path: "/" });
}

/** What a page of this person's session must send along to be believed: another site can't know it. */
export function guardOf(person: Person, key: string): string {
  return createHmac("sha256", key).update(`guard:${person.id}`).digest("base64url");
}

export function isGuard(given: string | undefined, person: Person, key: string): boolean {
  const [one, other] = [Buffer.from(given ?? ""), Buffer.from(guardOf(person, key))];
  return one.length === other.length && timingSafeEqual(one, other);
}
