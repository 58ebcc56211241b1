import type { EnrichmentProvider, Finding, FindOptions, Question } from "@winnow/contracts";

/** Asks a provider; one that throws has failed for everybody. @throws what the signal was aborted with. */
export async function findSafely(
  provider: EnrichmentProvider,
  questions: readonly Question[],
  options: FindOptions,
): Promise<Finding[]> {
  try {
    return await provider.find(questions, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    return questions.map(() => ({ outcome: "failed", detail }));
  }
}
