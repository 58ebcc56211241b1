import { Job } from "@winnow/contracts";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Transport } from "#transport.ts";
import { WinnowError } from "#winnow-error.ts";

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
        const job = Job.parse(JSON.parse(data));
        lastEventId = id ?? lastEventId;
        yield job;
        if (job.ended_at !== null) return;
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      // fetch says so when a connection breaks: it is opened again.
    }
    signal?.throwIfAborted();
  }
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
