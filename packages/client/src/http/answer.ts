import type { Timer } from "#http/timer.ts";

/** An answer whose body has not been read yet. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Method and URL, for messages: `GET https://winnow.example/v1/jobs`. */
  readonly address: string;
  readonly requestId: string | undefined;
  /**
   * The bytes of the body as they come, once. Leaving the loop closes the connection.
   * @throws WinnowError `network_error` or `timeout`; the signal's reason when it is aborted.
   */
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
  /** Closes the connection of a body that is not read. */
  close(): void;
}

/**
 * Reads a response under the timer of its attempt. While the caller works on a chunk, its time does not count.
 * @param failed converts an error of `fetch` into the one that the caller catches.
 */
export function readAnswer(
  { status, headers, body }: Response,
  {
    address,
    timer,
    failed,
  }: { readonly address: string; readonly timer: Timer; readonly failed: (error: unknown) => unknown },
): Answer {
  // Not every browser can loop over a ReadableStream.
  const reader = body?.getReader();
  const close = () => {
    timer.end();
    reader?.cancel().catch(() => {});
  };
  timer.hold();
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      while (reader !== undefined) {
        timer.release();
        const { done, value } = await reader.read();
        timer.hold();
        if (done) return;
        yield value;
      }
    } catch (error) {
      throw failed(error);
    } finally {
      close();
    }
  }
  const requestId = headers.get("request-id") ?? undefined;
  return { status, headers, address, requestId, chunks: chunks(), close };
}

/** The whole body as text, or its beginning when it is longer than `maxBytes`. @throws as `chunks` does */
export async function readText({ chunks }: Answer, maxBytes = Infinity): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.byteLength;
    if (bytes > maxBytes) break;
  }
  return text + decoder.decode();
}

/** The body as a stream, which is read only as far as its reader reads. */
export function streamOf({ chunks, close }: Answer): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
