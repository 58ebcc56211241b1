const DAY_MS = 86_400_000;

/** How long a service asks to be left alone (RFC 9110, section 10.2.3: seconds or a date), at most a day. */
export function parseRetryAfter(value: string | null, now: number = Date.now()): number | undefined {
  const text = value?.trim() ?? "";
  const ms = /^\d{1,10}$/.test(text) ? Number(text) * 1_000 : dateOf(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), DAY_MS);
}

/** Dates as HTTP writes them, with the name of the day first; Date.parse alone would take `-1` for a year. */
const dateOf = (text: string): number => (/^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : Number.NaN);
