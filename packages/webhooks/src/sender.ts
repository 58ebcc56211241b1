import type { SendOutcome } from "#outcome.ts";
import { parseAllowedHost, type AddressPolicy } from "#policy.ts";
import { postDelivery, type Call } from "#post.ts";
import type { Resolve } from "#resolve.ts";

export interface SenderOptions {
  readonly policy: AddressPolicy;
  /** Time limit of one delivery from first to last, name lookup and body included; 15 s by default. */
  readonly timeoutMs?: number;
  /** How much of an answer is read before the connection is closed; 64 KiB by default. */
  readonly maxResponseBytes?: number;
  readonly userAgent: string;
  /** Takes precedence over `policy.resolve`. */
  readonly resolve?: Resolve;
}

/** Posts to callbacks that customers chose. Disposing it ends running deliveries, with the outcome `aborted`. */
export interface Sender extends AsyncDisposable {
  /**
   * Posts once. Every reaction of the receiver is an outcome, never an exception.
   * @throws Error after disposal, or when this machine itself fails (no file descriptors left).
   */
  send(call: Call): Promise<SendOutcome>;
}

/**
 * A sender that reaches only targets of the policy; `checkUrl` applies the same policy before an endpoint is registered.
 * @throws TypeError when an entry of `policy.allowedHosts` cannot be parsed.
 */
export function createSender(options: SenderOptions): Sender {
  const { policy, timeoutMs = 15_000, maxResponseBytes = 65_536, userAgent, resolve } = options;
  policy.allowedHosts.forEach(parseAllowedHost);
  const limits = {
    policy: resolve === undefined ? policy : { ...policy, resolve },
    timeoutMs,
    maxResponseBytes,
    userAgent,
  };
  const closing = new AbortController();
  const underWay = new Set<Promise<SendOutcome>>();
  return {
    async send(call) {
      if (closing.signal.aborted) throw new Error("This sender has been disposed.");
      const posting = postDelivery(call, limits, closing.signal);
      underWay.add(posting);
      try {
        return await posting;
      } finally {
        underWay.delete(posting);
      }
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}
