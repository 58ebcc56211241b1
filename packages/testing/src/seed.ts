import { randomInt } from "node:crypto";

const SEED_MAX = 2 ** 31 - 1;

/**
 * The seed of a run: `WINNOW_SEED`, to repeat an earlier run, else another one each time.
 * @throws Error when it is not a whole number from 0 to 2³¹ - 1.
 */
export function seedOf(environment: Readonly<Record<string, string | undefined>>): number {
  const given = environment["WINNOW_SEED"];
  if (given === undefined || given === "") return randomInt(SEED_MAX);
  const seed = Number(given);
  if (!/^\d+$/.test(given) || seed > SEED_MAX) {
    throw new Error(`WINNOW_SEED is a whole number from 0 to ${SEED_MAX}, not "${given}".`);
  }
  return seed;
}
