import type { PublicPerson } from "../server/people.ts";

export type { PublicPerson } from "../server/people.ts";

/** Who is logged in, and where the Northstar server is for this browser. */
export interface Session {
  person: PublicPerson;
  northstarUrl: string;
}

export async function fetchAccounts(): Promise<readonly PublicPerson[]> {
  const response = await expectOk(await fetch("/api/accounts"));
  return ((await response.json()) as { accounts: PublicPerson[] }).accounts;
}

/** The session of this browser, or null when nobody is logged in. */
export async function fetchSession(): Promise<Session | null> {
  const response = await expectOk(await fetch("/api/me"));
  const { person, northstarUrl } = (await response.json()) as { person: PublicPerson | null; northstarUrl: string };
  return person && { person, northstarUrl };
}

export async function logIn(person: string): Promise<Session> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch("/api/login", { method: "POST", headers, body: JSON.stringify({ person }) });
  return (await expectOk(response)).json() as Promise<Session>;
}

export async function logOut(): Promise<void> {
  await expectOk(await fetch("/api/logout", { method: "POST" }));
}

/** A fresh Northstar token for whoever is logged in; the provider asks again before it ends. */
export async function fetchNorthstarToken(): Promise<string> {
  const response = await expectOk(await fetch("/api/northstar-token", { method: "POST" }));
  return ((await response.json()) as { token: string }).token;
}

async function expectOk(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`The portal answered ${response.status} to ${new URL(response.url).pathname}.`);
}
