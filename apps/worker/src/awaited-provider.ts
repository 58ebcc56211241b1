/** What was seen of an address, as far as it matters here. */
interface Seen {
  readonly stage: string;
  readonly provider?: unknown;
}

/**
 * The mail provider whose budget put an address off: that is then the last that was seen of it.
 * @returns undefined where a host said something later, or nobody was put off.
 */
export function awaitedProvider(evidence: readonly Seen[]): string | undefined {
  const last = evidence.at(-1);
  return last?.stage === "budget" && typeof last.provider === "string" ? last.provider : undefined;
}
