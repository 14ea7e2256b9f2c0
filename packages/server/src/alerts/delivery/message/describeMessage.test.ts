import type { AlertView } from "@northstar/core";
import { describe, expect, test } from "vitest";
import { alertMessage, alertView } from "../../testing/messages.ts";
import type { AlertMessage } from "../../types.ts";
import { describeMessage } from "./describeMessage.ts";
import { mailHtml } from "./mailHtml.ts";
import { mailSubject, mailText } from "./mailText.ts";

const say = (change: Partial<AlertMessage> = {}) =>
  describeMessage(alertMessage(change), {
    currency: "USD",
    recipientTitle: "Ana",
    sourceTitles: { hubspot: "HubSpot" },
  });
const factsOf = (change: Partial<AlertMessage> = {}) =>
  Object.fromEntries(
    say(change).items[0]?.facts.map(({ label, text }) => [label, text.replaceAll("\u00a0", " ")]) ?? [],
  );

describe("one alert", () => {
  test("in Spanish and in Bogota", () => {
    const { headline, badge, items } = say();
    expect([headline, badge]).toEqual(["Profesionales activos está en rojo", "Rojo"]);
    expect(items[0]).toMatchObject({ figure: "1.284", limit: "Umbral 2.000" });
    expect(factsOf()).toEqual({
      Indicador: "Profesionales activos al día",
      Periodo: "22 nov 2026",
      Desde: "23 nov 2026, 7:05, hace 1 h",
      Datos: "comprobados 23 nov 2026, 8:05",
      Responsable: "marketing",
    });
  });

  test("in English and in Madrid", () => {
    const { headline, badge, items } = say({ locale: "en", timeZone: "Europe/Madrid" });
    expect([headline, badge]).toEqual(["Active professionals is red", "Red"]);
    expect(items[0]).toMatchObject({ figure: "1,284", limit: "Threshold 2,000" });
    expect(factsOf({ locale: "en", timeZone: "Europe/Madrid" })).toMatchObject({
      Period: "Nov 22, 2026",
      Since: expect.stringMatching(/^Nov 23, 2026, 1:05.PM, 1 h ago$/),
    });
  });

  test.each<[Partial<AlertMessage>, string, string]>([
    [{ event: "fired", level: "amber" }, "Ámbar", "Profesionales activos está en ámbar"],
    [{ event: "escalated" }, "Rojo", "Profesionales activos pasó de ámbar a rojo"],
    [{ event: "eased", level: "amber" }, "Ámbar", "Profesionales activos bajó de rojo a ámbar"],
    [{ event: "recovered", level: null }, "Recuperado", "Profesionales activos se recuperó"],
    [{ event: "lost_sight", level: null }, "Sin datos", "No se sabe cómo está Profesionales activos"],
    [{ event: "reminded" }, "Rojo", "Profesionales activos sigue en rojo"],
    [{ event: "reminded", level: null }, "Sin datos", "Profesionales activos sigue sin datos"],
    [{ event: "test" }, "Prueba", "Mensaje de prueba: Profesionales activos"],
  ])("%j", (change, badge, headline) => {
    expect(say(change)).toMatchObject({ badge, headline });
  });

  test.each<[Partial<AlertView>, string, string]>([
    [{ condition: "threshold", unit: "money", compared: 48_210, limit: 60_000 }, "48.210 US$", "Umbral 60.000 US$"],
    [{ condition: "threshold", unit: "percent", compared: 0.213, limit: 0.3 }, "21,3 %", "Umbral 30,0 %"],
    [
      { condition: "change", unit: "percent", compared: 0.25, limit: 0.2 },
      "+25,0 % de cambio",
      "Umbral +20,0 % de cambio",
    ],
    [
      { condition: "target", unit: "times", compared: 0.87, limit: 0.9 },
      "87,0 % del objetivo",
      "Umbral 90,0 % del objetivo",
    ],
    [
      { condition: "freshness", unit: "times", compared: 1.5, limit: 1 },
      "150 % de la antigüedad admitida",
      "Umbral 100 % de la antigüedad admitida",
    ],
    [
      { condition: "anomaly", unit: "deviations", compared: 4.25, limit: 3 },
      "a 4,3 desviaciones de lo habitual",
      "Umbral a 3,0 desviaciones de lo habitual",
    ],
    [
      { condition: "missing", unit: "periods", compared: 2, limit: 1 },
      "2 periodos seguidos sin datos",
      "Umbral 1 periodo seguido sin datos",
    ],
    [{ condition: "composite", unit: "count", compared: 2, limit: 1 }, "2 condiciones", "Umbral 1 condición"],
  ])("what it compares: %j", (change, figure, limit) => {
    const [item] = say({ alerts: [alertView(change)] }).items;
    expect([item?.figure, item?.limit].map((text) => text?.replaceAll("\u00a0", " "))).toEqual([figure, limit]);
  });

  test("whose source is late says so and shows no number", () => {
    const alert = alertView({ status: "no_data", cause: { kind: "late_source", sources: ["hubspot"] } });
    const { items, chart } = say({ event: "lost_sight", level: null, alerts: [alert] });
    expect(items[0]).toMatchObject({
      figure: null,
      limit: null,
      todo: null,
      cause: "HubSpot va con retraso; hasta que lleguen datos, esto ni avisa ni se da por resuelto.",
    });
    expect(chart).toBeNull();
  });

  test("its line is put into words for whoever doesn't see it", () => {
    expect(say().chart).toEqual({
      title: "Profesionales activos al día",
      description: "Línea de Profesionales activos al día: de 26 oct 2026 a 22 nov 2026, entre 1.284 y 3.030",
      first: "26 oct 2026",
      last: "22 nov 2026",
      range: "Entre 1.284 y 3.030",
    });
  });
});

describe("several alerts", () => {
  const alerts = Array.from({ length: 12 }, (_, index) => {
    const level = index < 4 ? ("red" as const) : ("amber" as const);
    return alertView({ level });
  });

  test("are counted by level, their cause named, and ten of them told", () => {
    const { headline, intro, items, more, checked } = say({ alerts, cause: { kind: "source", sources: ["hubspot"] } });
    expect(headline).toBe("12 alertas: 4 en rojo, 8 en ámbar");
    expect(intro).toBe("Todas vienen de HubSpot: mira primero esa fuente.");
    expect(items.map(({ badge }) => badge)).toEqual([...Array(4).fill("Rojo"), ...Array(6).fill("Ámbar")]);
    expect([more, checked]).toEqual(["y 2 más en el portal", "Datos comprobados 23 nov 2026, 8:05"]);
  });

  test("by what they have in common", () => {
    const cause = { kind: "label" as const, name: "team", value: "crecimiento" };
    expect(say({ alerts: alerts.slice(0, 3), cause }).headline).toBe("3 alertas de crecimiento en rojo");
    expect(say({ alerts: alerts.slice(0, 3), event: "recovered", level: null }).headline).toBe(
      "3 alertas se recuperaron",
    );
  });
});

describe("mail", () => {
  const none = { portal: null, acknowledge: null, unsubscribe: null };

  test("has the figure in its subject, in one line", () => {
    expect(mailSubject(say())).toBe("[Rojo] Profesionales activos está en rojo: 1.284 (Umbral 2.000)");
    const title = { es: "A\nB", en: "" };
    const alerts = [alertView({ rule: { ...alertView().rule, title } })];
    expect(mailSubject(say({ alerts }))).toBe("[Rojo] A B está en rojo: 1.284 (Umbral 2.000)");
  });

  test("without links offers none", () => {
    expect(mailText(say(), none)).not.toMatch(/https?:|Ver en el portal|No recibir/);
    expect(mailHtml(say(), none, { locale: "es", hasPicture: false })).not.toMatch(/<a |<img/);
  });
});
