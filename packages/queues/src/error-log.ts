import type { Logger } from "@winnow/runtime";
import { errorText } from "#error-text.ts";

const LINES_MAX = 3;
const WINDOW_MS = 10_000;

/**
 * A log for connection errors: a backend that is down reports several a second from every connection.
 * At most 3 lines in 10 s; the next line that gets through says how many did not.
 * @param now milliseconds on a monotonic clock.
 */
export function throttledErrorLog(
  logger: Logger,
  fields: object,
  now: () => number = () => performance.now(),
): (error: unknown) => void {
  let windowStart = -Infinity;
  let lines = 0;
  let suppressed = 0;
  return (error) => {
    if (now() - windowStart >= WINDOW_MS) {
      windowStart = now();
      lines = 0;
    }
    if (lines >= LINES_MAX) {
      suppressed += 1;
      return;
    }
    lines += 1;
    logger.warn({ ...fields, suppressed, reason: errorText(error) }, "queue backend error");
    suppressed = 0;
  };
}
