import type { Person } from "../world/person.ts";

/** A contact as HubSpot's CRM API lists it: every property value is a string. */
export function hubspotContact(person: Person, referrer: Person | null, updatedAt: number): object {
  const created = new Date(person.registeredAt).toISOString();
  const updated = new Date(updatedAt).toISOString();
  return {
    id: person.id,
    properties: {
      email: person.email,
      ...(person.formerEmail
        ? { hs_additional_emails: person.formerEmail, hs_merged_object_ids: String(Number(person.id) + 3) }
        : {}),
      firstname: person.firstName,
      lastname: person.lastName,
      phone: `+${person.phone}`,
      country: person.country.name,
      profession: person.profession,
      createdate: created,
      lastmodifieddate: updated,
      hs_object_id: person.id,
      wa_bsuid: person.bsuid,
      user_pseudo_id: person.pseudoId,
      first_utm_source: person.source.source,
      first_utm_medium: person.source.medium,
      ...(person.source.campaign ? { first_utm_campaign: person.source.campaign } : {}),
      ...(referrer ? { referrer_user_id: referrer.id } : {}),
      consent_email: String(person.consentEmail),
      consent_whatsapp: String(person.consentWhatsapp),
    },
    createdAt: created,
    updatedAt: updated,
    archived: false,
  };
}

const PAGE_SIZE = 100;

/** API list pages, one a line; every page but the last says where to go on. */
export function* hubspotPages(
  people: readonly Person[],
  referrerOf: ReadonlyMap<Person, Person>,
  now: number,
): Generator<string> {
  for (let from = 0; from < people.length; from += PAGE_SIZE) {
    const page = people.slice(from, from + PAGE_SIZE);
    const last = page.at(-1);
    const results = page.map((person) =>
      // The CRM touches a contact once more when its welcome flow ends.
      hubspotContact(person, referrerOf.get(person) ?? null, Math.min(person.registeredAt + 600_000, now)),
    );
    const more = from + PAGE_SIZE < people.length && last;
    yield JSON.stringify({ results, ...(more ? { paging: { next: { after: last.id } } } : {}) });
  }
}
