/** A fault for the terminal. Messages of others may hold SQL, addresses or paths. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  return "code" in error && error.name === "ServerError" ? `${String(error.code)}: ${error.message}` : error.name;
}
