import { readLines } from "./lines.ts";

/** One server-sent event. */
export interface ServerEvent {
  event: string;
  data: string;
}

/** Yields the events of a `text/event-stream`, and null for each comment, which servers send to keep a line open. */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerEvent | null, void, undefined> {
  let event = "message";
  let data: string[] = [];
  for await (const line of readLines(stream)) {
    if (line === "") {
      if (data.length > 0) yield { event, data: data.join("\n") };
      event = "message";
      data = [];
      continue;
    }
    const [, field = "", value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (field === "") yield null;
    else if (field === "event") event = value;
    else if (field === "data") data.push(value);
  }
}
