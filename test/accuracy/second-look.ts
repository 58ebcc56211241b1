import { setTimeout } from "node:timers/promises";
import type { Expectation } from "@winnow/sandbox";
import type { Verification, Verifier } from "@winnow/verifier";

/** The first verdict about an address and, if it was deferred, the second. */
export interface Looks {
  readonly first: Verification;
  readonly second?: Verification;
}

/** The wait when the host that deferred an address named none. */
const WAIT_SECONDS = 2;

/**
 * Verifies addresses in one call. After the longest wait that a host named, it verifies the deferred ones in a second call, as
 * the service does.
 * @param wait default: real time.
 */
export async function lookTwice(
  verifier: Verifier,
  addresses: readonly string[],
  wait: (seconds: number) => Promise<void> = async (seconds) => setTimeout(seconds * 1000),
): Promise<Map<string, Looks>> {
  const looks = new Map<string, Looks>();
  for await (const first of verifier.verifyMany(addresses)) looks.set(first.input, { first });
  const since = new Date();
  const deferred = [...looks.values()].filter(({ first }) => first.deferral !== undefined);
  if (deferred.length === 0) return looks;
  await wait(Math.max(...deferred.map(({ first }) => first.deferral?.retryAfterSeconds ?? WAIT_SECONDS)));
  const again = deferred.map(({ first }) => first.input);
  for await (const second of verifier.verifyMany(again, { recheck: { attempt: 1, since } })) {
    const { first = second } = looks.get(second.input) ?? {};
    looks.set(second.input, { first, second });
  }
  return looks;
}

/** The truth that counts in the end, with the first verdict if it differed: `valid{accepted} after greylisted`. */
export function nameTruth({ status, reason, later }: Expectation): string {
  return later === undefined ? nameVerdict({ status, reason }) : `${nameVerdict(later)} after ${reason}`;
}

/** The answer about an address, in the words of `nameTruth`. An address that is deferred again keeps its first verdict. */
export function nameLooks({ first, second }: Looks): string {
  if (second === undefined || second.deferral !== undefined) return nameVerdict(first.verdict);
  return `${nameVerdict(second.verdict)} after ${first.verdict.reason}`;
}

function nameVerdict({ status, reason }: { readonly status: string; readonly reason: string }): string {
  return `${status}{${reason}}`;
}
