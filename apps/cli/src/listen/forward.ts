import { setTimeout as sleep } from "node:timers/promises";
import { signWebhook } from "@winnow/client";
import { parseRetryAfter } from "@winnow/contracts";
import type { Callback } from "#listen/callback.ts";

const DEADLINE_MS = 15_000;
const ANSWER_BYTES_MAX = 64 * 1024;
/** A receiver in development is restarted now and then. A registered endpoint is retried for days. */
const WAITS_MS = [1_000, 3_000, 10_000];
const RETRY_AFTER_MAX_MS = 30_000;

export interface Receiver {
  readonly url: URL;
  /** `whsec_…` */
  readonly secret: string;
}

/** The outcome of one post. */
export interface Attempt {
  readonly number: number;
  readonly outcome: "delivered" | "rejected" | "unreachable";
  /** null without an answer. */
  readonly status: number | null;
  /** Why there was no answer. */
  readonly error: string | null;
  readonly ms: number;
  /** null: the last attempt. */
  readonly againInMs: number | null;
}

/**
 * Posts a callback as the server does: signed, with the number of the attempt, 15 seconds in total, no redirect followed.
 * @returns each attempt after it was made; the last one was delivered, or is not repeated.
 */
export async function* forwardCallback(
  callback: Callback,
  receiver: Receiver,
  signal: AbortSignal,
  waitsMs: readonly number[] = WAITS_MS,
): AsyncGenerator<Attempt, void, undefined> {
  for (let number = 1; ; number += 1) {
    const posted = await post(callback, receiver, number, signal);
    const { retryAfterMs, ...result } = posted;
    // 410 Gone: the receiver wants no more attempts.
    const over = result.outcome === "delivered" || result.status === 410;
    const waitMs = over ? undefined : waitsMs[number - 1];
    const againInMs = waitMs === undefined ? null : Math.max(waitMs, retryAfterMs);
    yield { number, ...result, againInMs };
    if (againInMs === null) return;
    await sleep(againInMs, undefined, { signal });
  }
}

async function post(
  { id, body }: Callback,
  { url, secret }: Receiver,
  attempt: number,
  signal: AbortSignal,
): Promise<Omit<Attempt, "number" | "againInMs"> & { readonly retryAfterMs: number }> {
  const startedAt = performance.now();
  const ms = () => Math.round(performance.now() - startedAt);
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Winnow-Webhooks/1",
        "accept-encoding": "identity",
        "winnow-attempt": String(attempt),
        ...signWebhook(secret, { id, body }),
      },
      redirect: "manual",
      signal: AbortSignal.any([signal, deadline]),
    });
    await readStart(response);
    const { status, ok } = response;
    const retryAfterMs = Math.min(
      parseRetryAfter(response.headers.get("retry-after")) ?? 0,
      RETRY_AFTER_MAX_MS,
    );
    return { outcome: ok ? "delivered" : "rejected", status, error: null, ms: ms(), retryAfterMs };
  } catch (error) {
    signal.throwIfAborted();
    const reason = deadline.aborted ? `no answer within ${DEADLINE_MS / 1000} s` : reasonOf(error);
    return { outcome: "unreachable", status: null, error: reason, ms: ms(), retryAfterMs: 0 };
  }
}

/** The deadline covers the body as well. */
async function readStart(response: Response): Promise<void> {
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes >= ANSWER_BYTES_MAX) return;
  }
}

/** fetch says only "fetch failed"; its cause names the reason. */
function reasonOf(error: unknown): string {
  const inner = ((error as { cause?: unknown }).cause ?? error) as { code?: string; message?: string };
  return inner.code ?? inner.message ?? String(inner);
}
