import type { EventEntry } from "#answers.ts";
import { clock } from "#http/clock.ts";
import type { CallOptions, Query } from "#http/call.ts";
import { pauseFor } from "#http/pause.ts";
import type { Transport } from "#http/transport.ts";
import { WinnowError } from "#http/winnow-error.ts";
import { EVENT_PAGE } from "#shape.ts";

/** The longest that the server waits for an event. */
const WAIT_SECONDS_MAX = 20;
/** Twice as long. A later answer will not come: the computer slept, or a router dropped the connection. */
const TIMEOUT_MS = 40_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/**
 * The first event of the list, from now on when neither is given, and functions that are called on a break and after it.
 * `timeoutMs` is for each request, of which the server waits half for an event, 20 seconds at most; 40,000 when left out.
 */
export interface FollowOptions extends CallOptions {
  /** The id of an event: the list begins after it. */
  readonly after?: string | undefined;
  /** The id of an event: the list begins with it. */
  readonly from?: string | undefined;
  /** Called when the server cannot be reached any more; it is retried until it answers. */
  readonly onBreak?: (error: WinnowError) => void;
  /** Called when it answers again, with the event after which the list continues. */
  readonly onReturn?: () => void;
  /** Called when every event from now on will be listed. */
  readonly onStart?: () => void;
}

/**
 * The organization's events as they happen. While the server is away, the client retries after the last listed event, so that
 * none is missed.
 * @throws WinnowError that is not retryable; the signal's reason when it is aborted.
 */
export async function* followEvents(
  transport: Transport,
  { after, from, onBreak, onReturn, onStart, signal, timeoutMs = TIMEOUT_MS }: FollowOptions,
): AsyncGenerator<EventEntry, void, undefined> {
  let failures = 0;
  /** Retries until there is an answer. */
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
    // An event that does not exist is reported at once.
    await ask({ ...place, limit: 1 });
  } else {
    // Without any event yet, the list begins with the first one.
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
    // A server that is stopping does not wait.
    const idle = events.length === 0 && clock.now() - askedAt < FIRST_DELAY_MS;
    if (idle) await pauseFor(FIRST_DELAY_MS, signal);
  }
}
