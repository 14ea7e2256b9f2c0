import { hash } from "node:crypto";

/** Hash of an e-mail address (trimmed, lower case) or null when it isn't one. `salt` is the tenant's. */
export function emailHash(value: unknown, salt: string): string | null {
  if (typeof value !== "string") return null;
  const email = value.trim().toLowerCase();
  // A CRM export may hold the address as a digest already: any non-empty text identifies.
  return email === "" ? null : hash("sha256", salt + email, "hex");
}

/** Hash of a telephone number reduced to its digits (country code, no leading zeros), or null without digits. */
export function phoneHash(value: unknown, salt: string): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const digits = String(value).replace(/\D/g, "").replace(/^0+/, "");
  return digits.length < 6 ? null : hash("sha256", salt + digits, "hex");
}

/** Identifier made from what a thing consists of: 128 bits, hex. */
export function contentId(...parts: unknown[]): string {
  return hash("sha256", parts.map((part) => String(part ?? "")).join("\u001f"), "hex").slice(0, 32);
}
