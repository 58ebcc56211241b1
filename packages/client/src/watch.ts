import { createParser } from "eventsource-parser";
import type { Job } from "#answers.ts";
import type { Answer } from "#http/answer.ts";
import type { CallOptions } from "#http/call.ts";
import { networkError, unexpectedAnswer } from "#http/failure.ts";
import { isObject, parseJson } from "#http/json.ts";
import { pauseFor } from "#http/pause.ts";
import { WATCHING } from "#http/time-limit.ts";
import type { Transport } from "#http/transport.ts";
import { WinnowError } from "#http/winnow-error.ts";
import { JOB } from "#shape.ts";

/** Between a quarter of a second and one, so that clients whose streams broke together do not return together. */
const REOPEN_AFTER_MS = { least: 250, spread: 750 };
/** Watching fails after this many streams in a row without a byte. */
const BARREN_MAX = 4;

/**
 * A job's states as they change, the current one first and the last one at its end. A stream that breaks, or is silent for too
 * long, is opened again after the last event.
 * @throws WinnowError when it cannot be opened; the signal's reason when it is aborted.
 */
export async function* watchJob(
  transport: Transport,
  path: string,
  options: CallOptions = {},
): AsyncGenerator<Job, void, undefined> {
  let barren = 0;
  for (let lastEventId = ""; ;) {
    const headers = { accept: "text/event-stream", "last-event-id": lastEventId };
    const answer = await transport.open({ method: "GET", path, headers, limit: WATCHING, ...options });
    barren += 1;
    try {
      for await (const { event, id, data } of eventsOf(answer)) {
        barren = 0;
        if (event !== "progress") continue;
        const job = readJob(data, answer);
        lastEventId = id ?? lastEventId;
        yield job;
        if (job.ended_at !== null) return;
      }
    } catch (error) {
      const broken = error instanceof WinnowError && error.retryable;
      if (!broken || barren > BARREN_MAX) throw error;
    }
    if (barren > BARREN_MAX)
      throw networkError(answer.address, new Error("its stream ended without an event"));
    await pauseFor(REOPEN_AFTER_MS.least + REOPEN_AFTER_MS.spread * Math.random(), options.signal);
  }
}

interface StreamedEvent {
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  readonly data: string;
}

/** The events of a stream (WHATWG HTML §9.2); bytes without an event, such as a heartbeat, are an empty one. */
async function* eventsOf(answer: Answer): AsyncGenerator<StreamedEvent, void, undefined> {
  const events: StreamedEvent[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const decoder = new TextDecoder();
  for await (const chunk of answer.chunks) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield { data: "" };
    yield* events.splice(0);
  }
}

/** @throws WinnowError `unexpected_answer` */
function readJob(data: string, answer: Answer): Job {
  const job = parseJson(data);
  if (isObject(job) && JOB.has(job, answer.status)) return job as unknown as Job;
  throw unexpectedAnswer(answer, JOB.what);
}
