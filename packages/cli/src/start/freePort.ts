import { createServer } from "node:net";
import { CliError } from "../errors.ts";

/**
 * Finds out before any work is done whether a port can be had.
 *
 * @throws CliError `port_taken`, naming the port and the flag that changes it.
 */
export async function requireFreePort(port: number, flag: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === "EADDRINUSE" ? "is in use by another program" : "can't be opened";
      reject(
        new CliError("port_taken", `Port ${port} ${reason}. Stop that program or choose another with ${flag}.`, {
          cause,
        }),
      );
    });
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  });
}
