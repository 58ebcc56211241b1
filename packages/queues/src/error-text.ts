const MESSAGE_CHARS_MAX = 500;
const STACK_CHARS_MAX = 2_000;

/** Everything below U+0020 but tab and line feed, and DEL: PostgreSQL refuses NUL, and a terminal would execute the rest. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A text that both backends store and operators can read: well-formed Unicode, no control characters, cut. */
export function storableText(text: string, charsMax: number): string {
  const cut = text.length > charsMax ? `${text.slice(0, charsMax - 1)}…` : text;
  // Last, because cutting may split a surrogate pair.
  return cut.replace(CONTROLS, "\uFFFD").toWellFormed();
}

/** What an error says, even where `message` is empty (an AggregateError of refused connections has only a code). */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return storableText(describeThrown(error), MESSAGE_CHARS_MAX);
  const inner = error instanceof AggregateError ? error.errors.map(errorText).join("; ") : "";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return storableText(error.message || inner || code || error.name, MESSAGE_CHARS_MAX);
}

/**
 * The error that BullMQ gets to store for a failed handler. Never the original: its texts may be unstorable, and some names
 * and messages (`DelayedError`, `bullmq:rateLimitExceeded`) are commands to BullMQ.
 */
export function storableFailure(error: unknown): Error {
  const name = error instanceof Error ? error.name : "Thrown";
  const failure = new Error(storableText(`${name}: ${errorText(error)}`, MESSAGE_CHARS_MAX));
  failure.stack = storableText((error instanceof Error && error.stack) || failure.message, STACK_CHARS_MAX);
  return failure;
}

function describeThrown(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    // An object without a usable toString.
    return Object.prototype.toString.call(thrown);
  }
}
