import type { EventEntry } from "#answers.ts";
import { clock } from "#http/clock.ts";
import type { CallOptions, Query } from "#http/call.ts";
import { pauseFor } from "#http/pause.ts";
import type { Transport } from "#http/transport.ts";
import { WinnowError } from "#http/winnow-error.ts";
import { EVENT_PAGE } from "#shape.ts";

/** What the server waits for an event at most. */
const WAIT_SECONDS_MAX = 20;
/** Twice as long: an answer that takes more is not coming. The computer slept, or a router forgot the connection. */
const TIMEOUT_MS = 40_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/**
 * Where the list begins, and who is told how it goes; from now on when neither event is named. `timeoutMs` is for each
 * question to the server, which waits half of it for an event, 20 seconds at most; 40,000 when left out.
 */
export interface FollowOptions extends CallOptions {
  /** The id of an event: those after it. */
  readonly after?: string | undefined;
  /** The id of an event: itself and those after it. */
  readonly from?: string | undefined;
  /** Told when the server cannot be reached any more; it is tried again until it can. */
  readonly onBreak?: (error: WinnowError) => void;
  /** Told when it answers again, and where the list goes on. */
  readonly onReturn?: () => void;
  /** Told that every event from here on will be listed. */
  readonly onStart?: () => void;
}

/**
 * The organization's events as they happen. A server that is away is tried again where the list ended, so that nothing is
 * left out.
 * @throws WinnowError for what no repetition helps against; the signal's reason when it is aborted.
 */
export async function* followEvents(
  transport: Transport,
  { after, from, onBreak, onReturn, onStart, signal, timeoutMs = TIMEOUT_MS }: FollowOptions,
): AsyncGenerator<EventEntry, void, undefined> {
  let failures = 0;
  /** Tries until there is an answer. */
  const ask = async (query: Query): Promise<readonly EventEntry[]> => {
    for (;;) {
      try {
        const call = {
          method: "GET",
          path: "/v1/events",
          query,
          repeatable: "never",
          signal,
          timeoutMs,
        } as const;
        const { data } = await transport.ask<{ data: EventEntry[] }>(call, EVENT_PAGE);
        if (failures > 0) onReturn?.();
        failures = 0;
        return data;
      } catch (error) {
        if (!(error instanceof WinnowError) || !error.retryable) throw error;
        failures += 1;
        if (failures === 1) onBreak?.(error);
        const backOffMs = Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS) * Math.random();
        await pauseFor(Math.max(error.retryAfterMs ?? 0, backOffMs), signal);
      }
    }
  };

  let place: Query = { after, from };
  if (after !== undefined || from !== undefined) {
    // An event that does not exist is told at once.
    await ask({ ...place, limit: 1 });
  } else {
    // Where nothing has happened yet, now is the beginning.
    place = { after: (await ask({ tail: 1 })).at(-1)?.id };
  }
  onStart?.();
  const wait = Math.min(WAIT_SECONDS_MAX, Math.floor(timeoutMs / 2000));
  for (;;) {
    const askedAt = clock.now();
    const events = await ask({ ...place, wait });
    for (const event of events) {
      place = { after: event.id };
      yield event;
    }
    // A server that is about to stop does not wait.
    const idle = events.length === 0 && clock.now() - askedAt < FIRST_DELAY_MS;
    if (idle) await pauseFor(FIRST_DELAY_MS, signal);
  }
}
