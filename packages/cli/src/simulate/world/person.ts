import { HOUR, MINUTE } from "./days.ts";
import { FOUNDER_REGULAR_SHARE, REGULAR_SHARE, type Source } from "./parameters.ts";
import { hash, type Random, scatter, stream, weighted } from "./random.ts";
import { COUNTRIES, type Country, FIRST_NAMES, LAST_NAMES, PROFESSIONS, TOPICS, type Topic } from "./vocabulary.ts";

/** A professional of the community, with every name the sources know them by. Instants are ms UTC. */
export interface Person {
  index: number;
  /** HubSpot's contact id, by which every other source knows the person as well. */
  id: string;
  email: string;
  /** An older address whose contact was merged into this one. */
  formerEmail: string | null;
  /** Digits with calling code, also the WhatsApp `wa_id`. */
  phone: string;
  /** WhatsApp's business-scoped id. */
  bsuid: string;
  /** GA4 browser ids: the first one, and one of a second device. */
  pseudoId: string;
  secondPseudoId: string | null;
  firstName: string;
  lastName: string;
  profession: string;
  country: Country;
  topic: Topic;
  device: "mobile" | "desktop";
  registeredAt: number;
  /** First anonymous visit, before registration. */
  firstVisitAt: number;
  source: Source;
  founder: boolean;
  /** Comes back in most months. */
  regular: boolean;
  consentEmail: boolean;
  consentWhatsapp: boolean;
  /** Chance to be the one who invites, against others; heavy-tailed. */
  inviting: number;
}

const pickCountry = weighted(COUNTRIES);
const pickProfession = weighted(PROFESSIONS);
const pickTopic = weighted(TOPICS);

/** Browser id as GA4 writes it: a random number, a dot, the second of the first visit. */
export function pseudoIdOf(seed: number, kind: string, index: number, at: number): string {
  return `${scatter(seed + hash(kind) + Math.imul(index, 31))}.${Math.floor(at / 1000)}`;
}

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();

/** How long before registration the first visit was: a third on the spot, else within some days. */
function visitLead(random: Random): number {
  if (random.chance(0.36)) return Math.floor((2 + random.next() * 12) * MINUTE);
  return Math.floor(HOUR + random.exponential(82) * HOUR);
}

const DOMAINS = ["correo.example", "clinica.example", "hospital.example", "salud.example"] as const;

/** Makes the professional with this place in the order of registration. */
export function makePerson(
  seed: number,
  index: number,
  arrival: { registeredAt: number; source: Source; founder: boolean },
): Person {
  const random = stream(seed, "person", index);
  const { registeredAt, source, founder } = arrival;
  const firstName = random.pick(FIRST_NAMES);
  const lastName = random.pick(LAST_NAMES);
  const country = pickCountry(random);
  const domain = random.pick(DOMAINS);
  const number = index + 1;
  const mailbox = `${plain(firstName)}.${plain(lastName)}${number}`;
  const firstVisitAt = registeredAt - Math.min(visitLead(random), 21 * 24 * HOUR);
  const inviterKind = random.next();
  return {
    index,
    id: String(51_000_000 + number * 7),
    email: `${mailbox}@${domain}`,
    formerEmail: random.chance(0.006) ? `${mailbox}@anterior.example` : null,
    // No subscriber number begins with 000: nobody's telephone.
    phone: `${country.calling}000${String(number).padStart(7, "0")}`,
    bsuid: `${country.code}.${scatter(seed + number)}${number}`,
    pseudoId: pseudoIdOf(seed, "person", index, firstVisitAt),
    secondPseudoId: random.chance(0.22) ? pseudoIdOf(seed, "second device", index, registeredAt) : null,
    firstName,
    lastName,
    profession: pickProfession(random).name,
    country,
    topic: pickTopic(random),
    device: random.chance(0.68) ? "mobile" : "desktop",
    registeredAt,
    firstVisitAt,
    source,
    founder,
    regular: random.chance((founder ? FOUNDER_REGULAR_SHARE : REGULAR_SHARE) * source.quality),
    consentEmail: random.chance(0.86),
    consentWhatsapp: random.chance(0.71),
    inviting: inviterKind < 0.62 ? 0 : inviterKind < 0.9 ? 1 : inviterKind < 0.985 ? 5 : 22,
  };
}
