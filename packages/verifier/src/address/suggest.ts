import { editDistance } from "@winnow/runtime/edit-distance";
import { parse } from "tldts";
import { isNeighbourKey } from "#address/keyboard.ts";
import { isFree } from "#list/free.ts";
import { SUGGESTED_PROVIDERS, WELL_KNOWN_PROVIDERS } from "#list/well-known.ts";

/** A provider's domain in two parts: `yahoo` and `co.uk`. */
interface Provider {
  readonly domain: string;
  readonly name: string;
  readonly suffix: string;
  readonly letters: number;
}

const CANDIDATES = SUGGESTED_PROVIDERS.map(take);
const CANDIDATES_BY_SUFFIX = Map.groupBy(CANDIDATES, ({ suffix }) => suffix);
const KNOWN_BY_NAME = Map.groupBy([...WELL_KNOWN_PROVIDERS].map(take), ({ name }) => name);

/** Top-level domains that exist, but are mostly `com` mistyped when a provider does not use them. */
const SLIPS = new Set(["cm", "co", "om", "cam"]);

/**
 * The well-known domain of which `domain` is probably a misspelling, never `domain` itself. There is none for a well-known
 * domain, for a provider’s own domain under another top-level domain (`hotmail.dk`), or for a correct name under an existing
 * one. A mistake only in the ending is recognized because the ending does not exist, for names of any length. Otherwise
 * short names allow one edit, and longer ones two. The first letter must be right, swapped with the second, typed on a
 * neighbouring key, or missing from a long name. A listed free provider (the list has some misspellings too) needs exactly
 * one edit, after the first letter.
 */
export function suggestDomain(domain: string): string | undefined {
  if (WELL_KNOWN_PROVIDERS.has(domain)) return undefined;
  const { publicSuffix, isIcann, domainWithoutSuffix } = parse(domain, { validateHostname: false });
  const suffix = publicSuffix ?? "";
  const exists = isIcann === true && !SLIPS.has(suffix);
  if (exists && KNOWN_BY_NAME.has(domainWithoutSuffix ?? "")) return undefined;
  if (exists) return nearest(domain, CANDIDATES_BY_SUFFIX.get(suffix) ?? [], allowsEdits);
  const sameName = KNOWN_BY_NAME.get(domain.slice(0, domain.indexOf("."))) ?? [];
  return nearest(domain, sameName, (distance) => distance === 1) ?? nearest(domain, CANDIDATES, allowsEdits);
}

function allowsEdits(distance: number, domain: string, provider: string): boolean {
  const long = provider.length >= 9;
  const sameStart = provider[0] === domain[0];
  if (distance === 2) return long && sameStart && !isFree(domain);
  return sameStart || (long && isFirstLetterSlip(domain, provider) && !isFree(domain));
}

/**
 * @param allows whether a provider at this number of edits is a candidate.
 * @returns the nearest candidate, the first of equal ones.
 */
function nearest(
  domain: string,
  candidates: readonly Provider[],
  allows: (distance: number, domain: string, provider: string) => boolean,
): string | undefined {
  const letters = letterSet(domain);
  let best: string | undefined;
  let bestDistance = 3;
  for (const candidate of candidates) {
    const max = bestDistance - 1;
    if (max === 0) break;
    // Each edit changes at most one letter of either set, so this excludes most names.
    if (Math.abs(candidate.domain.length - domain.length) > max) continue;
    if (bitCount(letters & ~candidate.letters) > max || bitCount(candidate.letters & ~letters) > max)
      continue;
    const distance = editDistance(domain, candidate.domain, max);
    if (distance > max || !allows(distance, domain, candidate.domain)) continue;
    best = candidate.domain;
    bestDistance = distance;
  }
  return best;
}

/** One edit at the first letter: swapped with the second, typed on a neighbouring key, or missing from a long name. */
function isFirstLetterSlip(domain: string, provider: string): boolean {
  const [wrong = "", second = ""] = domain;
  if (wrong === provider[1] && second === provider[0]) return true;
  if (domain.length !== provider.length) return provider.length >= 10;
  return isNeighbourKey(wrong, provider[0] ?? "");
}

function take(domain: string): Provider {
  const { publicSuffix, domainWithoutSuffix } = parse(domain, { validateHostname: false });
  return { domain, name: domainWithoutSuffix ?? "", suffix: publicSuffix ?? "", letters: letterSet(domain) };
}

/** The letters that occur, one bit each; all other characters share the remaining bits. */
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
