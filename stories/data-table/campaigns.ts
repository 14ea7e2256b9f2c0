/** A campaign as a row of a table. Invented. */
export interface Campaign {
  name: string;
  channel: "email" | "whatsapp";
  delivered: number | null;
  openRate: number | null;
  clickRate: number | null;
  conversionRate: number | null;
  /** USD for each conversion. */
  cost: number | null;
}

const campaign = (
  channel: Campaign["channel"],
  name: string,
  delivered: number,
  openRate: number | null,
  clickRate: number | null,
  conversionRate: number | null,
  cost: number | null,
): Campaign => ({ name, channel, delivered, openRate, clickRate, conversionRate, cost });

export const CAMPAIGNS: readonly Campaign[] = [
  campaign("whatsapp", "Webinar noviembre", 4812, 0.784, 0.21, 0.064, 1.12),
  campaign("email", "Bienvenida 3", 1930, 0.521, 0.148, 0.049, 0.4),
  campaign("whatsapp", "Ámbito clínico", 2204, 0.719, 0.122, 0.033, 2.05),
  campaign("email", "Boletín 46", 17_655, 0.387, 0.061, 0.012, 0.92),
  campaign("email", "Invita a un colega", 6410, 0.415, 0.08, 0.01, 1.3),
  campaign("email", "Bienvenida 12", 0, null, null, null, null),
];

/** So many campaigns, the same ones every time: a multiplicative generator stands for chance. */
export function manyCampaigns(count: number): readonly Campaign[] {
  let state = 42;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Array.from({ length: count }, (_, index) => {
    const channel = next() < 0.5 ? "email" : "whatsapp";
    return campaign(
      channel,
      `Campaña ${index + 1} · ${TOPICS[Math.floor(next() * TOPICS.length)]}`,
      Math.round(next() * 20_000),
      next() * 0.6 + 0.2,
      next() * 0.2,
      next() < 0.02 ? null : next() * 0.07,
      next() * 4,
    );
  });
}

const TOPICS = ["Diagnóstico por imagen", "Vías respiratorias", "Gestión de consulta", "Casos clínicos"];
