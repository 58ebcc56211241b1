import type { EnrichmentProvider, Finding, FindOptions, Question } from "@winnow/contracts";

/** Queries a provider; when it throws, the query has failed for every person. @throws the signal's reason when it is aborted. */
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
