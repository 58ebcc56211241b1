import { Job } from "@winnow/contracts";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Transport } from "#http/transport.ts";
import { parseJson } from "#http/json.ts";
import { pause } from "#http/retry.ts";
import { WinnowError } from "#http/winnow-error.ts";

/** Between a quarter of a second and one: all whose stream broke with a server do not come back in step. */
const REOPEN_AFTER_MS = { least: 250, spread: 750 };

/**
 * A job's states as they change, the present one first and the last one at its end. A stream that breaks is opened again
 * where it was.
 * @throws WinnowError when it cannot be opened.
 */
export async function* watchJob(
  transport: Transport,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Job, void, undefined> {
  for (let lastEventId = ""; ;) {
    const response = await transport.send({
      method: "GET",
      path,
      headers: { accept: "text/event-stream", "last-event-id": lastEventId },
      signal,
    });
    try {
      for await (const { event, id, data } of eventsOf(response)) {
        if (event !== "progress") continue;
        const job = read(data, response);
        lastEventId = id ?? lastEventId;
        yield job;
        if (job.ended_at !== null) return;
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      // fetch says so when a connection breaks: it is opened again.
    }
    await pause(REOPEN_AFTER_MS.least + REOPEN_AFTER_MS.spread * Math.random(), signal);
  }
}

/** @throws WinnowError unexpected_answer */
function read(data: string, response: Response): Job {
  const parsed = Job.safeParse(parseJson(data));
  if (parsed.success) return parsed.data;
  throw new WinnowError({
    code: "unexpected_answer",
    message: "The stream told of a job in a shape that this client does not know",
    status: response.status,
    retryable: false,
    requestId: response.headers.get("request-id") ?? undefined,
    cause: parsed.error,
  });
}

function eventsOf(response: Response) {
  if (response.body === null) {
    throw new WinnowError({
      code: "unexpected_answer",
      message: "The stream of events has no body",
      status: response.status,
      retryable: false,
    });
  }
  return response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}
