/** When every story happens: a Sunday morning in Bogotá, 22 days into November. */
export const NOW = new Date("2026-11-22T15:00:00Z");
export const TIME_ZONE = "America/Bogota";
export const CONTEXT = { now: NOW, timeZone: TIME_ZONE };
