import { type Claims, fileName, type UsagePort } from "@northstar/core";
import type { AuditEntry } from "../../state/createAudit.ts";
import { type AskedServer, askView } from "./askView.ts";
import type { ViewExport } from "./parseViewExport.ts";
import { viewFile } from "./viewFile.ts";
import { partsOf } from "./viewParts.ts";
import { viewWords } from "./viewWords.ts";

export interface ViewExportParts {
  server: AskedServer;
  /** Writes down who took what home; nothing leaves that couldn't be written down. */
  audit: (entry: AuditEntry) => Promise<void>;
  /** Counts files that were made. */
  usage?: Pick<UsagePort, "tenant" | "reportMade"> | undefined;
  now: () => Date;
}

/**
 * A view as a file, with the numbers that its reader's screen shows at this moment: asked by the same plans, under the same policy.
 * @throws ServerError as `askView`
 */
export async function exportView(
  { view, filters, format, language }: ViewExport,
  claims: Claims,
  { server, audit, usage, now }: ViewExportParts,
): Promise<Response> {
  const at = now();
  const answered = await askView(server, claims, partsOf(view), filters, at);
  const { type, bytes } = await viewFile(
    answered,
    viewWords(answered, { view, filters, claims, now: at }, language),
    format,
  );
  await audit({
    tenant: claims.tenant,
    at: at.getTime(),
    by: claims.sub,
    action: "view.taken",
    subject: `${view}; ${format}; ${answered.kpis.length} KPIs`,
  });
  if (usage?.tenant === claims.tenant) {
    const seconds = (now().getTime() - at.getTime()) / 1000;
    await usage.reportMade(claims, { kind: "export", seconds, fromPack: false });
  }
  const name = fileName(view, [at.toISOString().slice(0, 10)], format);
  return new Response(bytes, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
