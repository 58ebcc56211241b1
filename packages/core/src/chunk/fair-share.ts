/** Which chunks a message is about: those of the first pass, or deferred rows that came due. */
export interface Pass {
  readonly recheck: boolean;
}

/** How many chunks of each organization a worker has at work, so that one cannot take every place. */
export interface FairShare {
  /** Organizations that have as many at work as they may. */
  crowded(): readonly string[];
  /** Takes a place for a chunk; what comes back frees it. */
  enter(organizationId: string): Disposable;
  /** A message found only chunks of crowded organizations: whoever frees a place looks again in its stead. */
  owe(pass: Pass): void;
  /** Such a message that is to be made up for, which it is then; undefined when there is none. */
  claim(): Pass | undefined;
}

/**
 * The share of one worker process. What is owed lives in its memory only: where the process dies, the sweeper rings for
 * what is due, as for every lost bell.
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
