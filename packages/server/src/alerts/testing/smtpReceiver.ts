import { type AddressInfo, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** How the next message is treated: at its end by a code, not at all, or by cutting the connection once all of it is there. */
export type SmtpAnswer = { code: number; text: string } | "silent" | "reset";

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body as they came, lines by `\n`. */
  source: string;
}

const TAKEN: SmtpAnswer = { code: 250, text: "Taken" };

const REPLIES: Readonly<Record<string, string>> = { DATA: "354 Go on", QUIT: "221 Bye", STAR: "502 No TLS here" };

/** A real SMTP server on loopback, as far as RFC 5321 has to go for a message. */
export async function smtpReceiver() {
  const received: ReceivedMail[] = [];
  const answers: SmtpAnswer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const say = (line: string) => void socket.write(`${line}\r\n`);
    let mail: ReceivedMail = { from: "", to: [], source: "" };
    let isData = false;
    say("220 localhost ESMTP");
    createInterface({ input: socket }).on("line", (line) => {
      if (isData) {
        if (line !== ".") {
          mail.source += `${line.replace(/^\.\./, ".")}\n`;
          return;
        }
        isData = false;
        received.push(mail);
        mail = { from: "", to: [], source: "" };
        const answer = answers.shift() ?? TAKEN;
        if (answer === "reset") socket.resetAndDestroy();
        else if (answer !== "silent") say(`${answer.code} ${answer.text}`);
        return;
      }
      const command = line.slice(0, 4).toUpperCase();
      if (command === "MAIL") mail.from = /<(.*?)>/.exec(line)?.[1] ?? "";
      if (command === "RCPT") mail.to.push(/<(.*?)>/.exec(line)?.[1] ?? "");
      if (command === "DATA") isData = true;
      say(REPLIES[command] ?? "250 OK");
      if (command === "QUIT") socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    answer: (...next: SmtpAnswer[]) => void answers.push(...next),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type SmtpReceiver = Awaited<ReturnType<typeof smtpReceiver>>;

/** Parts of a multipart mail by content type, decoded. */
export function mailParts(source: string): { type: string; headers: string; content: Buffer }[] {
  const boundaries = [...source.matchAll(/boundary="([^"]+)"/g)].map(([, boundary]) => boundary ?? "");
  const pieces = boundaries.reduce(
    (found, boundary) => found.flatMap((piece) => piece.split(`--${boundary}`)),
    [source],
  );
  return pieces.flatMap((piece) => {
    const [headers = "", ...rest] = piece.trimStart().split("\n\n");
    const type = /^content-type: ([^;\s]+)/im.exec(headers)?.[1] ?? "";
    if (type === "" || type.startsWith("multipart/")) return [];
    const body = rest.join("\n\n").trim();
    const encoding = /^content-transfer-encoding: (\S+)/im.exec(headers)?.[1]?.toLowerCase();
    return [{ type, headers, content: decode(body, encoding) }];
  });
}

function decode(body: string, encoding: string | undefined): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body);
  const joined = body.replace(/=\n/g, "");
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}
