/**
 * SQLSTATE classes and codes that tell of a server that cannot work right now, not of a wrong statement: connection
 * exceptions, insufficient resources, operator intervention, a read-only stand-by, and conflicts that outlived their
 * retries. Source: PostgreSQL manual, appendix A.
 */
const UNAVAILABLE_STATES = /^(08...|53...|57P0[1-5]|25006|40001|40P01|55P03)$/;
const UNAVAILABLE_SOCKETS = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);
/** pg gives these no code. */
const UNAVAILABLE_TEXTS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end)/;

/** Whether an error means that PostgreSQL is away, full or read-only, so that the same call may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Node answers several refused addresses with one AggregateError.
  if (error instanceof AggregateError && error.errors.some(isDatabaseUnavailable)) return true;
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string" && (UNAVAILABLE_STATES.test(code) || UNAVAILABLE_SOCKETS.has(code)))
    return true;
  return UNAVAILABLE_TEXTS.test(error.message) || isDatabaseUnavailable(error.cause);
}
