import type { ErasureWho } from "@northstar/core";

/**
 * Why an identifier can be nobody's, without repeating it; null when it may be somebody's. What is erased is refused for ever, so a mistyped
 * address would bury a stranger's and forget nobody.
 */
export function identifierProblem(who: ErasureWho): string | null {
  if ("email" in who) return isEmail(who.email) ? null : "That is no e-mail address: one is written as name@host.";
  if ("phone" in who) {
    return digitsOf(who.phone) >= 6
      ? null
      : "That is no telephone number: it has six digits or more, beginning with the country's code, as +57 300 111 2233.";
  }
  const id = "crmId" in who ? who.crmId : who.userId;
  return id.trim() === "" ? "The identifier is empty." : null;
}

const isEmail = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text.trim());

/** As `phoneHash` counts them. */
const digitsOf = (text: string) => text.replace(/\D/g, "").replace(/^0+/, "").length;
