import { editDistance } from "#edit-distance.ts";

/**
 * The candidate that differs least from `text`, the first of equal ones; undefined when even that one differs in more
 * than a third of its characters.
 */
export function nearestWord(text: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(text, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best !== undefined && bestDistance <= best.length / 3 ? best : undefined;
}
