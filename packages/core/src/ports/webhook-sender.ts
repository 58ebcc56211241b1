/** How a post to a callback went. Structurally the answer of the webhook sender. */
export type SendOutcome =
  | { readonly outcome: "delivered"; readonly status: number; readonly ms: number }
  | {
      readonly outcome: "rejected";
      readonly status: number;
      readonly retryAfterMs?: number | undefined;
      readonly gone: boolean;
      readonly ms: number;
    }
  | {
      readonly outcome: "unreachable";
      readonly error: string;
      readonly message: string;
      readonly ms: number;
    };

/** Posts signed bytes to a checked address, and says how long to wait after a failure. */
export interface WebhookSender {
  send(call: {
    readonly url: string;
    readonly secrets: readonly string[];
    readonly id: string;
    readonly attempt: number;
    readonly body: string;
    readonly signal?: AbortSignal;
  }): Promise<SendOutcome>;
  /** Milliseconds until the next attempt after `attempts` failures; undefined when none is left. */
  retryDelayMs(attempts: number, retryAfterMs?: number): number | undefined;
}
