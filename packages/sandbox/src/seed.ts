/**
 * A number in [0, 1) that depends only on a seed and a text, so that every run of a seed has the same internet.
 * FNV-1a, then the finalizer of MurmurHash3, which spreads texts that differ in their last letter.
 */
export function fractionOf(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
