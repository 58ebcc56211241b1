/** A body, or what makes a fresh one for each attempt. */
export type RequestBody = string | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array>;

/** A CSV to send: whole in memory, a file, or a stream of bytes (a Node stream is one). */
export type CsvSource = string | Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** The source as fetch takes it, and whether it can be sent a second time. */
export function bodyOf(source: CsvSource): { readonly body: RequestBody; readonly replayable: boolean } {
  if (typeof source === "string" || source instanceof Blob) return { body: source, replayable: true };
  if (source instanceof Uint8Array) return { body: source as Uint8Array<ArrayBuffer>, replayable: true };
  if (source instanceof ReadableStream) return { body: source, replayable: false };
  return { body: ReadableStream.from(source) as ReadableStream<Uint8Array>, replayable: false };
}
