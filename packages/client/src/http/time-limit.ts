/** How long a call may take. */
export interface TimeLimit {
  readonly ms: number;
  /**
   * `call`: from its start to the end of its answer, repetitions and the waits between them included. `silence`: the longest
   * pause within one attempt; time in which the caller neither sends nor reads does not count.
   */
  readonly of: "call" | "silence";
}

const READING: TimeLimit = { of: "call", ms: 30_000 };
/** A server takes ten seconds at most for one person or address; a lost answer is repeated once within this time. */
const WRITING: TimeLimit = { of: "call", ms: 60_000 };
/** A server reads a file to its end before it answers, and then counts its rows. */
export const TRANSFER: TimeLimit = { of: "silence", ms: 120_000 };
/** The server sends a heartbeat every 15 seconds. */
export const WATCHING: TimeLimit = { of: "silence", ms: 45_000 };

/** The longest delay of setTimeout; a longer limit is none. */
export const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The limit of a call, which its `timeoutMs` changes. @throws RangeError when that is not a number above 0. */
export function limitOf({
  method,
  limit,
  timeoutMs,
}: {
  readonly method: string;
  readonly limit?: TimeLimit;
  readonly timeoutMs?: number | undefined;
}): TimeLimit {
  const usual = limit ?? (method === "GET" ? READING : WRITING);
  return timeoutMs === undefined ? usual : { ...usual, ms: checkTimeout(timeoutMs) };
}

/** @throws RangeError when it is not a number above 0. */
export function checkTimeout(timeoutMs: number): number {
  if (timeoutMs > 0) return timeoutMs;
  throw new RangeError(`timeoutMs is milliseconds above 0, or Infinity, not ${String(timeoutMs)}`);
}

/** Milliseconds in words: "30 s". */
export function inSeconds(ms: number): string {
  return `${Number((ms / 1000).toPrecision(3))} s`;
}
