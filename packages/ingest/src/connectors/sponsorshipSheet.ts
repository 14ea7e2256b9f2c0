import { hash } from "node:crypto";
import { documentsOf } from "../pipeline/part.ts";
import { formatOf } from "../pipeline/readParts.ts";
import { isObject, type JsonObject, objectOf } from "../sources/values.ts";
import { ConnectorError } from "./connectorError.ts";
import { dayAt } from "./days.ts";
import { needSetting } from "./needSetting.ts";
import { unexpected } from "./readJson.ts";
import { readSheetFile } from "./readSheetFile.ts";
import { isEntryRow, type SheetRows, sheetChanges } from "./sheetChanges.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

const PROVIDER = "The sponsorship sheet";

interface Cursor {
  sha256: string;
  rows: SheetRows;
  /** Of the last monthly snapshot, `YYYY-MM`; null for a sheet of entries. */
  month: string | null;
}

/**
 * A sheet of sponsorships: a CSV at an address, as spreadsheets publish one, a CSV file, or the newest CSV of a folder. The whole sheet is
 * read every time and compared with what it said before: rows that are gone are deleted. A sheet that is suddenly empty, or a page of another
 * kind in its place, deletes nothing.
 *
 * Setting: `NORTHSTAR_SPONSORSHIP_SHEET`, an `https` address (`http` on the same machine) or a path. An address may hold a key: it is secret.
 */
export function sponsorshipSheet(): Connector {
  async function* poll(_stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    const before = cursor as Cursor | null;
    const body = await sheet(needSetting(context, "NORTHSTAR_SPONSORSHIP_SHEET"), context);
    const sha256 = hash("sha256", body, "hex");
    const month = dayAt(context.now()).slice(0, 7);
    // A snapshot that says the same as last month is this month's nevertheless.
    const isKnown = before?.sha256 === sha256 && (before.month === null || before.month === month);
    if (isKnown && context.range === null) return;
    const given = rowsOf(body);
    const entries = given.filter(isEntryRow);
    const snapshot = given.filter((row) => !isEntryRow(row));
    const old = before?.rows ?? {};
    if (given.length === 0 && Object.keys(old).length > 0) throw unexpected(PROVIDER, "has no rows any more");
    const { changed, rows } = sheetChanges(context.range ? {} : old, entries);
    const taken = [...changed, ...snapshot];
    yield {
      body: taken.length === 0 ? "" : JSON.stringify(taken),
      // A row that is changed and changed back is the same text again.
      dedupKey: `sheet:${sha256}@${context.now()}`,
      records: taken.length,
      cursor: { sha256, rows, month: snapshot.length > 0 ? month : null } satisfies Cursor,
      progress: 1,
    };
  }

  return {
    name: "sponsorship",
    source: "sponsorship",
    streams: ["sheet"],
    settings: [],
    secrets: ["NORTHSTAR_SPONSORSHIP_SHEET"],
    provider: PROVIDER,
    rate: { perSecond: 1, burst: 2 },
    everySeconds: 900,
    poll,
  };
}

async function sheet(place: string, context: PollContext): Promise<Buffer> {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(place)) return await readSheetFile(place, context);
  const url = URL.canParse(place) ? new URL(place) : null;
  const isHere = url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url === null || (url.protocol !== "https:" && !(url.protocol === "http:" && isHere))) {
    throw new ConnectorError("setting_missing", "NORTHSTAR_SPONSORSHIP_SHEET has to be an https address or a path.");
  }
  const answer = await context.fetch(new Request(url));
  return Buffer.from(await answer.arrayBuffer());
}

function rowsOf(body: Buffer): JsonObject[] {
  const rows: JsonObject[] = [];
  // What lets a private sheet through to nobody answers with a page to log in.
  if (/^\s*</.test(body.toString("utf8", 0, 100))) throw unexpected(PROVIDER, "is a web page and no CSV");
  for (const item of documentsOf({ format: formatOf(body), body, firstLine: 1, units: 1 })) {
    if (item.rejection) throw unexpected(PROVIDER, "can't be read as CSV or JSON");
    rows.push(...(Array.isArray(item.document) ? item.document : [item.document]).filter(isObject));
  }
  const columns = new Set(rows.flatMap((row) => Object.keys(objectOf(row))));
  const isSheet =
    columns.has("sponsor_key") ||
    ((columns.has("sponsor") || columns.has("sponsor_id")) && (columns.has("amount") || columns.has("amount_minor")));
  if (rows.length > 0 && !isSheet) throw unexpected(PROVIDER, "lacks the columns of a sponsor and an amount");
  return rows;
}
