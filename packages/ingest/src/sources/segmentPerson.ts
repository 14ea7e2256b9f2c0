import { countryOf } from "./country.ts";
import { emailHash, phoneHash } from "./hashing.ts";
import type { IdentityType, NormaliseContext, TableRow } from "./normaliser.ts";
import { partialUser } from "./partialUser.ts";
import { booleanOf, firstText, isoOf, type JsonObject, microsOf, objectOf, textOf } from "./values.ts";

/** Whom a call tells of, and when. */
interface Told {
  occurredAt: bigint;
  pseudoId: string | null;
  /** When they registered, where the call itself is the registration. */
  registeredAt?: bigint;
}

/**
 * What a call says of a person. The CRM knows better: these columns hold only until it says something
 * (see identity/mergeUsers.ts), so that a registration shows at once and isn't counted again when the CRM tells of it.
 */
export function personRows(userId: string, traits: JsonObject, told: Told, context: NormaliseContext): TableRow[] {
  const { occurredAt, pseudoId } = told;
  const said = `0 ${isoOf(occurredAt)}`;
  const email = emailHash(traits.email, context.salt);
  const phone = phoneHash(traits.phone, context.salt);
  const address = objectOf(traits.address);
  const registered = microsOf(traits.createdAt ?? traits.created_at) ?? told.registeredAt;
  const rows: TableRow[] = [
    partialUser(userId, {
      // The earliest of several: a registration happens once.
      registered_at: { value: registered ?? null, version: "0" },
      email_hash: { value: email, version: said },
      phone_hash: { value: phone, version: said },
      profession: { value: firstText(traits.profession, traits.title, traits.jobTitle), version: said },
      country: { value: countryOf(firstText(address.country, traits.country)), version: said },
      consent_email: { value: booleanOf(traits.consent_email), version: said },
      consent_whatsapp: { value: booleanOf(traits.consent_whatsapp), version: said },
    }),
  ];
  const identity = (type: IdentityType, value: string | null) => {
    if (value === null) return;
    rows.push({
      table: "identities",
      row: { identity_type: type, identity_value: value, user_id: userId, valid_from: occurredAt },
    });
  };
  identity("user_pseudo_id", pseudoId);
  identity("email_hash", email);
  identity("phone_hash", phone);
  identity("wa_bsuid", textOf(traits.wa_bsuid));
  return rows;
}
