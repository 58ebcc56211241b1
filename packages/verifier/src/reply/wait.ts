/** A longer wait in a reply is not plausible. */
const WAIT_MAX_SECONDS = 86_400;

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
const CONTEXT =
  /\b(?:try|retry|retries|again|after|wait|in|within|for|at least|gr[ae]y-?list\w{0,5}|delay(?:ed)?|deferred|minimum)\b|[=:(] {0,2}$/;
const AMOUNT =
  /(?<!\d)(\d{1,5}) {0,2}(seconds?|secs?|s|minutes?|mins?|min|m|hours?|hrs?|h)\b(?:,? (?:and )?(\d{1,2}) {0,2}(seconds?|secs?|s|minutes?|mins?|m)\b)?/g;
const CLOCK = /(?:\b(?:in|after|wait|for|retry|=)[ :]{0,2}|\()(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\b/;

export const WAIT_PATTERNS: readonly RegExp[] = [CONTEXT, AMOUNT, CLOCK];

/**
 * The wait that a host names: “try again in 300 seconds”, “retry in 00:04:59”, “greylisted for 5 minutes”.
 * @param text folded by `foldText`.
 * @returns whole seconds, at most a day; undefined when the text names no wait.
 */
export function parseWaitSeconds(text: string): number | undefined {
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    return bounded(Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]));
  }
  for (const match of text.matchAll(AMOUNT)) {
    // A number with a unit is a wait only next to certain words, not in “10 messages per 60 minutes”.
    const before = text.slice(Math.max(match.index - 40, 0), match.index);
    if (!CONTEXT.test(before) || /\bper $/.test(before)) continue;
    return bounded(seconds(match[1], match[2]) + seconds(match[3], match[4]));
  }
  return undefined;
}

function seconds(amount: string | undefined, unit: string | undefined): number {
  return Number(amount ?? 0) * (UNIT_SECONDS[unit?.[0] ?? "s"] ?? 1);
}

function bounded(wait: number): number | undefined {
  return wait > 0 ? Math.min(wait, WAIT_MAX_SECONDS) : undefined;
}
