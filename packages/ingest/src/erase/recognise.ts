import { emailHash, phoneHash } from "../sources/hashing.ts";
import type { IsTheirs } from "./redactBody.ts";
import type { Tombstones } from "./tombstones.ts";

/** How a person is known. */
export interface Identifiers {
  /** Ids of the person, their browsers and their messages, as they are written. */
  ids: ReadonlySet<string>;
  emailHashes: ReadonlySet<string>;
  phoneHashes: ReadonlySet<string>;
}

/** Shorter ids (the CRM's numbers) are looked for only where an id stands: any number may be like them. */
const LONG = 8;
const ID_NAMES = /id|vid|user|contact|customer|record|person|referr/i;
/** Also in an address of a page, where the sign is written `%40`. */
const EMAIL = /[^\s"'<>,;:()|=&?#/\\]+?(?:@|%40)[^\s"'<>,;:()|=&?#/\\]+/gi;
const PHONE = /\+?\d[\d\s().-]{4,20}\d/g;

/** Recognises a person in whatever text: by ids, by addresses and numbers whose hash is theirs. Notes the words it was by. */
export function recogniser({ ids, emailHashes, phoneHashes }: Identifiers, salt: string, found: Set<string>): IsTheirs {
  const long = [...ids].filter((id) => id.length >= LONG);
  return (value, key) => {
    if (emailHashes.has(value) || phoneHashes.has(value)) return true;
    if (ids.has(value) && (value.length >= LONG || (key !== null && ID_NAMES.test(key)))) return true;
    if (long.some((id) => value.includes(id))) return true;
    let theirs = false;
    if (emailHashes.size > 0 && /@|%40/.test(value)) {
      for (const [word] of value.matchAll(EMAIL)) {
        if (!emailHashes.has(addressHash(word, salt) ?? "")) continue;
        found.add(word);
        theirs = true;
      }
    }
    if (phoneHashes.size > 0) {
      for (const [word] of value.matchAll(PHONE)) {
        if (!phoneHashes.has(phoneHash(word, salt) ?? "")) continue;
        found.add(word);
        theirs = true;
      }
    }
    return theirs;
  };
}

/** Hash of an address as it stands in a text. */
export function addressHash(word: string, salt: string): string | null {
  return emailHash(word.replace(/%40/i, "@"), salt);
}

/** Text without the addresses of people who were erased, which another's event may hold. */
export function withoutBuriedAddresses(text: string, tombstones: Tombstones): string {
  if (!/@|%40/.test(text)) return text;
  return text.replace(EMAIL, (word) =>
    tombstones.get("email_hash", addressHash(word, tombstones.salt)) === undefined ? word : "erased",
  );
}

/** Recognises whoever was erased before, by the hashes that stayed of them. */
export function buriedRecogniser(tombstones: Tombstones): IsTheirs {
  const { salt } = tombstones;
  return (value, key) => {
    if (tombstones.get("user_pseudo_id", value) || tombstones.get("wa_bsuid", value)) return true;
    if (key !== null && ID_NAMES.test(key) && tombstones.get("crm_id", value)) return true;
    for (const type of ["email_hash", "phone_hash"] as const) if (tombstones.get(type, value)) return true;
    for (const [word] of value.matchAll(EMAIL)) if (tombstones.get("email_hash", addressHash(word, salt))) return true;
    for (const [word] of value.matchAll(PHONE)) if (tombstones.get("phone_hash", phoneHash(word, salt))) return true;
    return false;
  };
}
