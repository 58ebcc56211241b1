import { editDistance } from "#address/edit-distance.ts";
import { isFree } from "#list/free.ts";
import { SUGGESTED_PROVIDERS, WELL_KNOWN_PROVIDERS } from "#list/well-known.ts";

const CANDIDATES = SUGGESTED_PROVIDERS.map((provider) => ({ provider, letters: letterSet(provider) }));

/**
 * The well-known domain that `domain` is probably a typing mistake for; never `domain` itself, and nothing when it is
 * well known. Short names allow one edit, and none at the first letter; longer ones two, with the same first letter.
 * A free provider of its own (the list holds some typing mistakes too) needs one edit behind the first letter.
 */
export function suggestDomain(domain: string): string | undefined {
  if (WELL_KNOWN_PROVIDERS.has(domain)) return undefined;
  const letters = letterSet(domain);
  let best: string | undefined;
  let bestDistance = 3;
  for (const { provider, letters: wanted } of CANDIDATES) {
    const max = Math.min(provider.length >= 9 ? 2 : 1, bestDistance - 1);
    if (max === 0) break;
    if (Math.abs(provider.length - domain.length) > max) continue;
    // Each edit changes at most one letter of either set: most names are told apart here.
    if (bitCount(letters & ~wanted) > max || bitCount(wanted & ~letters) > max) continue;
    const distance = editDistance(domain, provider, max);
    if (distance > max) continue;
    const sameStart = provider[0] === domain[0];
    if (!sameStart && (distance === 2 || provider.length < 9 || isFree(domain))) continue;
    if (distance === 2 && isFree(domain)) continue;
    best = provider;
    bestDistance = distance;
  }
  return best;
}

/** Which letters occur, one bit each; all other characters share the remaining bits. */
function letterSet(domain: string): number {
  let set = 0;
  for (let index = 0; index < domain.length; index += 1) set |= 1 << (domain.charCodeAt(index) & 31);
  return set;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
