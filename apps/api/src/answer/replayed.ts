/** The header of an answer that an earlier call under the same Idempotency-Key got first. */
export function replayed(isReplay: boolean): { readonly "Idempotency-Replayed"?: "true" } {
  return isReplay ? { "Idempotency-Replayed": "true" } : {};
}
