import { fileName, type Query } from "@northstar/core";
import { useEffect, useRef, useState } from "react";
import { NorthstarError } from "../errors.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { saveFile } from "./saveFile.ts";

export type RowsFileState =
  | { status: "idle" }
  | { status: "running"; bytes: number }
  | { status: "done"; bytes: number; name: string }
  /** Busy: the server writes as many files as it may. */
  | { status: "failed"; isBusy: boolean };

export interface RowsFileRequest {
  title: string;
  query: Query;
  columns: readonly { member: string; title: string }[];
  comments: readonly string[];
  decimal: "point" | "comma";
}

/** Bytes between two words about how far it is: each is read out. */
const SAY_EVERY = 4_000_000;

/** Has the server write a file of rows, and saves it when all of it is here. Leaving gives it up. */
export function useRowsFile(): RowsFile {
  const { client } = useNorthstarContext();
  const [state, setState] = useState<RowsFileState>({ status: "idle" });
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);

  async function start(request: RowsFileRequest): Promise<void> {
    const controller = new AbortController();
    leaving.current = controller;
    setState({ status: "running", bytes: 0 });
    try {
      const response = await client.http.request("/northstar/v1/exports/rows", {
        method: "POST",
        accept: "text/csv",
        body: JSON.stringify(request),
        signal: controller.signal,
      });
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let bytes = 0;
      let said = 0;
      const reader = response.body?.getReader();
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        parts.push(part.value as Uint8Array<ArrayBuffer>);
        bytes += part.value.length;
        if (bytes - said < SAY_EVERY) continue;
        said = bytes;
        setState({ status: "running", bytes });
      }
      const name = fileName(request.title, [], "csv");
      saveFile(name, new Blob(parts, { type: "text/csv;charset=utf-8" }));
      setState({ status: "done", bytes, name });
    } catch (error) {
      if (controller.signal.aborted) return setState({ status: "idle" });
      setState({ status: "failed", isBusy: error instanceof NorthstarError && error.code === "exports_busy" });
    }
  }

  return { state, start: (request) => void start(request), cancel: () => leaving.current?.abort() };
}

export interface RowsFile {
  state: RowsFileState;
  start(request: RowsFileRequest): void;
  cancel(): void;
}
