import type { Locale, Pack } from "@northstar/core";
import { packWords } from "./PackWords.ts";

export const PACK_FORMATS = ["pdf", "xlsx", "csv"] as const;
export type PackFormat = (typeof PACK_FORMATS)[number];

export interface PackFile {
  /** Media type. */
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A pack as a file, of what its reader sees. What writes it is loaded with the first. */
export async function packFile(pack: Pack, format: PackFormat, locale: Locale): Promise<PackFile> {
  const words = packWords(pack, locale);
  switch (format) {
    case "csv": {
      const { packCsv } = await import("./packCsv.ts");
      return { type: "text/csv; charset=utf-8", bytes: packCsv(pack, words) };
    }
    case "xlsx": {
      const { packXlsx } = await import("./packXlsx.ts");
      return {
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes: await packXlsx(pack, words),
      };
    }
    case "pdf": {
      const { packPdf } = await import("./packPdf.ts");
      return { type: "application/pdf", bytes: await packPdf(pack, words) };
    }
  }
}
