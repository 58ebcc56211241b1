/** Length of an answer's excerpt in the delivery log. */
export const EXCERPT_BYTES = 1024;

/**
 * The start of an answer as text that PostgreSQL and a terminal accept: UTF-8. Invalid bytes, lone surrogates and every control
 * character but tab and line breaks become U+FFFD. A character cut by the limit is left out.
 */
export function excerptOf(body: Uint8Array): string {
  return (
    new TextDecoder("utf-8")
      .decode(body.subarray(0, EXCERPT_BYTES), { stream: body.length >= EXCERPT_BYTES })
      // oxlint-disable-next-line no-control-regex -- the expression searches for control characters
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "\ufffd")
  );
}
