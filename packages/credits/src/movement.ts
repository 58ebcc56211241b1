import type { EntryKind } from "@winnow/contracts";
import type { ReleaseReasons } from "#release-reason.ts";

/** An entry to be. */
export interface Movement {
  /** Of the entry, where something names it already; a fresh one when left out. */
  readonly id?: string | undefined;
  readonly kind: EntryKind;
  /** At least 1. */
  readonly amountMillicredits: number;
  readonly subject?: string | undefined;
  readonly reasons?: ReleaseReasons;
  readonly reverses?: string;
}

/** What a movement, or several, adds to each balance. */
export interface Delta {
  readonly granted: number;
  readonly available: number;
  readonly reserved: number;
  readonly spent: number;
}

const NOTHING: Delta = { granted: 0, available: 0, reserved: 0, spent: 0 };

const DIRECTION: Readonly<Record<EntryKind, Partial<Delta>>> = {
  grant: { granted: 1, available: 1 },
  reserve: { available: -1, reserved: 1 },
  capture: { reserved: -1, spent: 1 },
  release: { reserved: -1, available: 1 },
  refund: { spent: -1, available: 1 },
};

export function deltaOf({ kind, amountMillicredits }: Movement): Delta {
  const { granted = 0, available = 0, reserved = 0, spent = 0 } = DIRECTION[kind];
  return {
    granted: granted * amountMillicredits,
    available: available * amountMillicredits,
    reserved: reserved * amountMillicredits,
    spent: spent * amountMillicredits,
  };
}

export function sumDeltas(deltas: readonly Delta[]): Delta {
  return deltas.reduce(
    (sum, delta) => ({
      granted: sum.granted + delta.granted,
      available: sum.available + delta.available,
      reserved: sum.reserved + delta.reserved,
      spent: sum.spent + delta.spent,
    }),
    NOTHING,
  );
}
