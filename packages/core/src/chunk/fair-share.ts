import type { FairShare, Pass } from "#worker-context.ts";

/**
 * The share of one worker process. What it owes is in memory only: when the process dies, the sweeper rings for what is
 * due, as for every lost bell.
 * @param chunksMax of one organization at once.
 */
export function createFairShare(chunksMax: number): FairShare {
  const atWork = new Map<string, number>();
  const owed: Pass[] = [];
  return {
    crowded: () => [...atWork].filter(([, chunks]) => chunks >= chunksMax).map(([id]) => id),
    enter(organizationId) {
      atWork.set(organizationId, (atWork.get(organizationId) ?? 0) + 1);
      return {
        [Symbol.dispose]() {
          const left = (atWork.get(organizationId) ?? 0) - 1;
          if (left > 0) atWork.set(organizationId, left);
          else atWork.delete(organizationId);
        },
      };
    },
    owe: (pass) => void owed.push(pass),
    claim: () => owed.shift(),
  };
}
