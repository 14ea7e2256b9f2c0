import { describe, expect, it } from "vitest";
import { allMessages, type MessageKey } from "./allMessages.ts";
import { retentionTexts } from "./areas/retention.ts";
import { viewTexts } from "./areas/view.ts";
import { createTranslator, joinTexts } from "./messages.ts";

const es = allMessages("es");
const en = allMessages("en");

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("messages", () => {
  it("has the same texts in Spanish and in English", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(es).sort());
  });

  it("asks for the same values in both languages", () => {
    for (const key of Object.keys(es) as MessageKey[]) {
      expect(placeholders(en[key]), key).toEqual(placeholders(es[key]));
    }
  });

  it("has both plural forms wherever it has one", () => {
    for (const key of Object.keys(es)) {
      if (key.endsWith("_one")) expect(es).toHaveProperty([key.replace(/_one$/, "_other")]);
    }
  });

  it("leaves no text empty", () => {
    for (const text of [...Object.values(es), ...Object.values(en)]) expect(text.trim()).not.toBe("");
  });

  it("replaces names and leaves unknown ones to be noticed", () => {
    const translate = createTranslator("es");
    expect(translate("kpi.target", { value: "9.500" })).toBe("Meta 9.500");
    expect(translate("kpi.target")).toBe("Meta {value}");
  });

  it("chooses the plural form of the language", () => {
    const spanish = createTranslator("es");
    expect(spanish.plural("alerts.red", 1)).toBe("1 roja");
    expect(spanish.plural("alerts.red", 0)).toBe("0 rojas");
    expect(spanish.plural("alerts.red", 1_000_000)).toBe("1.000.000 rojas");
    expect(spanish.plural("alerts.red", 4812)).toBe("4.812 rojas");
  });

  it("takes a host's own words", () => {
    expect(createTranslator("en", { "view.executive": "Board" }, viewTexts)("view.executive")).toBe("Board");
  });

  it("reads the texts of an area, or of two, beside those that are always there", () => {
    const english = createTranslator("en", {}, joinTexts(viewTexts, retentionTexts));
    expect(english("view.executive")).toBe("Executive view");
    expect(english("retention.title")).toBe("Retention");
    expect(english("kpi.target", { value: 1 })).toBe("Target 1");
  });
});
