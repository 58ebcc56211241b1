import { parseRetryAfter } from "@winnow/contracts";
import { Client } from "undici";
import { kindOf } from "#connect-failure.ts";
import { createConnector } from "#connector.ts";
import { startDeadline } from "#deadline.ts";
import { EXCERPT_BYTES, excerptOf } from "#excerpt.ts";
import { checkFraming } from "#header.ts";
import type { SendOutcome, Unreachable } from "#outcome.ts";
import type { AddressPolicy } from "#policy.ts";
import { screenUrl } from "#target.ts";

export interface Call {
  readonly url: string;
  /** Posted as UTF-8. */
  readonly body: string;
  /** In addition to `content-type: application/json` and `user-agent`, which they may replace. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Limits {
  readonly policy: AddressPolicy;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly userAgent: string;
}

/**
 * One delivery over its own connection. Connections are not reused: an endpoint has few deliveries, a handshake is cheap beside
 * them, and a reused connection would skip the check of its address.
 */
export async function postDelivery(call: Call, limits: Limits, closing: AbortSignal): Promise<SendOutcome> {
  const startedAt = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAt);
  const unreachable = (error: Unreachable["error"], message: string): Unreachable => ({
    outcome: "unreachable",
    error,
    message,
    ms: elapsedMs(),
  });

  const target = screenUrl(call.url, limits.policy);
  if (!target.ok) return unreachable(target.code, target.message);
  const framing = checkFraming(call.headers);
  if (!framing.ok) return unreachable(framing.code, framing.message);

  using deadline = startDeadline(limits.timeoutMs, [closing, call.signal]);
  const { signal } = deadline;
  if (signal.aborted) return unreachable("aborted", "The delivery was cancelled before it began.");

  // undici's own time-outs are off, because the deadline covers them.
  const client = new Client(target.url.origin, {
    connect: createConnector(target, limits.policy, signal),
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 16_384,
  });
  // undici observes an AbortSignal only after it has connected; this handler always works.
  const stop = () => void client.destroy(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  let stage = "before a connection was made";
  client.once("connect", () => (stage = "before an answer came"));
  try {
    const response = await client.request({
      method: "POST",
      path: target.url.pathname + target.url.search,
      headers: headersOf(call, limits.userAgent),
      body: Buffer.from(call.body, "utf8"),
      reset: true,
    });
    const status = response.statusCode;
    stage = `while the body of its answer (status ${status}) was read`;
    const excerpt = excerptOf(await readStart(response.body, limits.maxResponseBytes, signal));
    const ms = elapsedMs();
    if (status >= 200 && status < 300) return { outcome: "delivered", status, ms, excerpt };
    const retryAfterMs = parseRetryAfter(response.headers["retry-after"]);
    return {
      outcome: "rejected",
      status,
      error: status >= 300 && status < 400 ? "redirect" : "status",
      gone: status === 410,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ms,
      excerpt,
    };
  } catch (error) {
    if (deadline.isOver) return unreachable("timeout", `The ${limits.timeoutMs} ms ran out ${stage}.`);
    if (signal.aborted) return unreachable("aborted", `The delivery was cancelled ${stage}.`);
    const kind = kindOf(error, "protocol");
    if (kind === undefined) throw error;
    return unreachable(kind, (error as Error).message);
  } finally {
    signal.removeEventListener("abort", stop);
    await client.destroy();
  }
}

function headersOf({ headers }: Call, userAgent: string): Record<string, string> {
  return {
    "content-type": "application/json; charset=utf-8",
    "user-agent": userAgent,
    // Compression is not requested and never decoded: a small answer cannot become a large one.
    "accept-encoding": "identity",
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

/**
 * The first bytes of an answer's body, at most `maxBytes`. A body that breaks off is accepted, because the receiver has already
 * sent its status; a body that does not end before the signal is an error.
 */
async function readStart(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const start: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      if (bytes < EXCERPT_BYTES) start.push(chunk);
      bytes += chunk.length;
      if (bytes >= maxBytes) break;
    }
  } catch (error) {
    if (signal.aborted || kindOf(error, "protocol") === undefined) throw error;
  }
  return Buffer.concat(start);
}
