import { inflateRawSync } from "node:zlib";
import type { Pack } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { PACK, REGISTRATIONS } from "../../../../core/src/reports/testing/pack.ts";
import { pdfText } from "../testing/pdfText.ts";
import { packFile } from "./packFile.ts";

const pack: Pack = {
  id: "p1",
  period: PACK.period,
  values: {},
  madeAt: "2026-11-02T14:00:00.000Z",
  madeBy: "lucia",
  roles: ["director"],
  snapshot: { ...PACK, sources: [] },
  narrative: {
    version: 1,
    text: "{new_registrations.title}: {new_registrations}, <b>sin</b> {nothing}.",
    changedAt: "2026-11-02T14:00:00.000Z",
    changedBy: "lucia",
  },
  comments: [{ id: "c", kpi: null, text: '=HYPERLINK("http://x.test")', at: "2026-11-02T15:00:00.000Z", by: "ana" }],
  actions: [
    {
      id: "a",
      text: "Renegociar",
      owner: "ana",
      due: "2026-12-01",
      openedIn: "2026-09",
      openedBy: "lucia",
      closedIn: null,
    },
  ],
  hidden: 1,
  mayWrite: true,
};

/** The entries of a zip file by name: its central directory is at its end. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const buffer = Buffer.from(bytes);
  const end = buffer.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const files = new Map<string, string>();
  let at = buffer.readUInt32LE(end + 16);
  for (let entry = 0; entry < buffer.readUInt16LE(end + 10); entry++) {
    const [method, size, name, extra, note, local] = [
      buffer.readUInt16LE(at + 10),
      buffer.readUInt32LE(at + 20),
      buffer.readUInt16LE(at + 28),
      buffer.readUInt16LE(at + 30),
      buffer.readUInt16LE(at + 32),
      buffer.readUInt32LE(at + 42),
    ];
    const start = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    const data = buffer.subarray(start, start + size);
    files.set(
      buffer.toString("utf8", at + 46, at + 46 + name),
      (method === 8 ? inflateRawSync(data) : data).toString(),
    );
    at += 46 + name + extra + note;
  }
  return files;
}

describe("the workbook", () => {
  it("has real numbers with formats, and texts that nothing runs", async () => {
    const { bytes } = await packFile(pack, "xlsx", "es");
    const files = unzip(bytes);
    const sheets = [...files.keys()].filter((name) => name.startsWith("xl/worksheets/sheet"));
    expect(sheets).toHaveLength(4);
    const numbers = files.get("xl/worksheets/sheet1.xml") ?? "";
    // Registrations: value, target, share of it (1286 / 1400).
    for (const value of [1286, 1400, 1286 / 1400, 1204, 0.305]) expect(numbers).toContain(`<v>${value}</v>`);
    expect(files.get("xl/styles.xml")).toContain("#,##0");
    const all = [...files.values()].join("\n");
    expect(all).not.toContain("<f>");
    expect(all).toContain("=HYPERLINK(");
    expect(all).toContain("Hay 1 KPI que tu rol no ve.");
  });
});

describe("the CSV", () => {
  it("is in the reader's decimal mark, with what it is of above it", async () => {
    const text = new TextDecoder().decode((await packFile(pack, "csv", "es")).bytes);
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("# Revisión mensual (MBR) · octubre de 2026");
    expect(lines.find((line) => line.startsWith("Retención"))).toMatch(/^Retención a 60 días;0,305;0,35;0,8714/);
    expect(new TextDecoder().decode((await packFile(pack, "csv", "en")).bytes)).toContain(
      "Retention at 60 days,0.305,0.35,0.8714",
    );
  });
});

describe("the PDF", () => {
  it("has its language and title, and every page of it is A4", async () => {
    const text = Buffer.from((await packFile(pack, "pdf", "es")).bytes).toString("latin1");
    expect(text.slice(0, 5)).toBe("%PDF-");
    expect(text).toContain("/Lang (es)");
    expect(text).toContain("/DisplayDocTitle true");
    expect(new Set(text.match(/\/MediaBox \[[^\]]*\]/g))).toEqual(new Set(["/MediaBox [0 0 595.28 841.89]"]));
  });

  it("has texts as texts, in the words of its reader, and the gap of what isn't there", async () => {
    const text = pdfText((await packFile(pack, "pdf", "en")).bytes).replaceAll(/\s+/g, "");
    for (const part of ["Monthlyreview(MBR)", "Registrations:1,286,<b>sin</b>–.", "Renegociar", "=HYPERLINK"]) {
      expect(text).toContain(part);
    }
    // Axis and last value of a chart are texts too.
    expect(text.match(/Costofsponsorships/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it("cuts nothing: a name of 300 letters and 200 KPIs are all in it", async () => {
    const kpis = Array.from({ length: 200 }, (_, index) => ({
      ...REGISTRATIONS,
      kpi: {
        ...REGISTRATIONS.kpi,
        id: `k${index}`,
        title: { es: `Indicador ${index} ${"muy largo ".repeat(30)}`, en: "" },
      },
    }));
    const { bytes } = await packFile({ ...pack, snapshot: { ...PACK, kpis } }, "pdf", "es");
    const text = pdfText(bytes);
    for (const index of [0, 99, 199]) expect(text).toMatch(new RegExp(`Indicador\\s+${index}\\b`));
    expect(text).toContain("Renegociar");
  }, 60_000);
});
