/** The part of an address's evidence that matters here. */
interface Seen {
  readonly stage: string;
  readonly provider?: unknown;
}

/**
 * The mail provider whose exhausted budget deferred an address, which is then its last evidence.
 * @returns undefined when a host replied later, or no budget deferred it.
 */
export function awaitedProvider(evidence: readonly Seen[]): string | undefined {
  const last = evidence.at(-1);
  return last?.stage === "budget" && typeof last.provider === "string" ? last.provider : undefined;
}
