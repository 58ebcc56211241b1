/** Marks an answer that an earlier call under the same Idempotency-Key received first. */
export function replayHeader(isReplay: boolean): { readonly "Idempotency-Replayed"?: "true" } {
  return isReplay ? { "Idempotency-Replayed": "true" } : {};
}
