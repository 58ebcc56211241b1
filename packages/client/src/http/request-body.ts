import type { Timer } from "#http/timer.ts";

/** Bytes that can be read once; a Node stream is such a source. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** What a call can send. */
export type RequestBody = string | Uint8Array | Blob | ByteStream;

/** A CSV to send: whole in memory, a file, or a stream of bytes. */
export type CsvSource = RequestBody;

/** The slowest connection on which a body may be sent: 16 kB a second. */
const SLOWEST_BYTES_PER_MS = 16;

/** Whether the body can be sent a second time. */
export function isReplayable(body: RequestBody): body is Exclude<RequestBody, ByteStream> {
  return typeof body === "string" || body instanceof Blob || body instanceof Uint8Array;
}

/** Milliseconds for sending a body that `fetch` takes whole, because its progress is invisible. 0 for a stream. */
export function sendingMs(body: RequestBody | undefined): number {
  if (body === undefined || !isReplayable(body)) return 0;
  const bytes = typeof body === "string" ? body.length : body instanceof Blob ? body.size : body.byteLength;
  return bytes / SLOWEST_BYTES_PER_MS;
}

/** A body that is being sent. */
export interface Upload {
  readonly body: NonNullable<RequestInit["body"]>;
  /** Why the caller's stream failed, when it did. */
  readonly failure: { readonly reason: unknown } | undefined;
}

/** The body as `fetch` takes it. Each part of a stream that is sent restarts the server's time. */
export function startUpload(body: RequestBody, timer: Timer): Upload {
  if (isReplayable(body))
    return { body: body as string | Blob | Uint8Array<ArrayBuffer>, failure: undefined };
  let failure: Upload["failure"];
  const source = partsOf(body);
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (timer.signal.aborted) {
          // Node's fetch would keep reading an endless source.
          controller.error(timer.signal.reason);
          await source.return?.();
          return;
        }
        timer.hold();
        try {
          const { done, value } = await source.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        } catch (reason) {
          failure = { reason };
          controller.error(reason);
        } finally {
          timer.release();
        }
      },
      async cancel() {
        await source.return?.();
      },
    },
    // The source is not read ahead: each part that is taken has been sent.
    { highWaterMark: 0 },
  );
  return {
    body: stream,
    get failure() {
      return failure;
    },
  };
}

/** Not every browser can loop over a ReadableStream. */
function partsOf(stream: ByteStream): AsyncIterator<Uint8Array, unknown, undefined> {
  if (!(stream instanceof ReadableStream)) return stream[Symbol.asyncIterator]();
  const reader = stream.getReader();
  return {
    next: async () => {
      const { done, value } = await reader.read();
      return done ? { done, value: undefined } : { done, value };
    },
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
