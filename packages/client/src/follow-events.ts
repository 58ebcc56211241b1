import type { EventEntry } from "#answers.ts";
import type { CallOptions, Query } from "#http/call.ts";
import { pause } from "#http/pause.ts";
import type { Transport } from "#http/transport.ts";
import { WinnowError } from "#http/winnow-error.ts";
import { EVENT_PAGE } from "#shape.ts";

const WAIT_SECONDS = 20;
/** An answer that takes so much longer than was asked for is not coming: the computer slept, or a router forgot us. */
const GRACE_MS = 20_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

export interface FollowOptions extends CallOptions {
  /** The id of an event: those after it. */
  readonly after?: string | undefined;
  /** The id of an event: itself and those after it. */
  readonly from?: string | undefined;
  /** Told when the server cannot be reached any more; it is tried again until it can. */
  readonly onBreak?: (error: WinnowError) => void;
  /** Told when it answers again, and where the list goes on. */
  readonly onReturn?: () => void;
  /** Told that whatever happens from here on will be listed. */
  readonly onStart?: () => void;
}

/**
 * The organization's events as they happen. A server that is away is asked again and again where the list ended, so that
 * nothing is left out.
 * @throws WinnowError for what no repetition helps against; the signal's reason when it is aborted.
 */
export async function* followEvents(
  transport: Transport,
  { after, from, onBreak, onReturn, onStart, signal }: FollowOptions,
): AsyncGenerator<EventEntry, void, undefined> {
  let failures = 0;
  /** Asks until there is an answer. */
  const ask = async (query: Query): Promise<readonly EventEntry[]> => {
    for (;;) {
      try {
        const { data } = await askOnce(transport, query, signal);
        if (failures > 0) onReturn?.();
        failures = 0;
        return data;
      } catch (error) {
        if (!(error instanceof WinnowError) || !error.retryable) throw error;
        failures += 1;
        if (failures === 1) onBreak?.(error);
        const backOffMs = Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS) * Math.random();
        await pause(Math.max(error.retryAfterMs ?? 0, backOffMs), signal);
      }
    }
  };

  let place: Query = { after, from };
  if (after !== undefined || from !== undefined) {
    // Whoever names an event that is not there learns it at once.
    await ask({ ...place, limit: 1 });
  } else {
    // Where nothing has happened yet, now is the beginning.
    place = { after: (await ask({ tail: 1 })).at(-1)?.id };
  }
  onStart?.();
  for (;;) {
    const askedAt = performance.now();
    const events = await ask({ ...place, wait: WAIT_SECONDS });
    for (const event of events) {
      place = { after: event.id };
      yield event;
    }
    // A server that is about to stop lets nobody wait.
    const idle = events.length === 0 && performance.now() - askedAt < FIRST_DELAY_MS;
    if (idle) await pause(FIRST_DELAY_MS, signal);
  }
}

async function askOnce(transport: Transport, query: Query, signal: AbortSignal | undefined) {
  const late = AbortSignal.timeout(WAIT_SECONDS * 1000 + GRACE_MS);
  try {
    const either = signal === undefined ? late : AbortSignal.any([signal, late]);
    const call = { method: "GET", path: "/v1/events", query, repeatable: "never", signal: either } as const;
    return await transport.ask<{ data: EventEntry[] }>(call, EVENT_PAGE);
  } catch (error) {
    if (!late.aborted || signal?.aborted === true) throw error;
    throw new WinnowError({
      code: "network_error",
      message: "GET /v1/events was not answered in time",
      status: 0,
      retryable: true,
      cause: error,
    });
  }
}
