/** atext of RFC 5322 §3.2.3, which RFC 6532 §3.2 extends by everything outside ASCII. */
export function isAtext(character: string): boolean {
  return character > "\u007f" || /[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]/.test(character);
}

/** C0, DEL and C1 controls: never part of an address (RFC 5321 §4.1.2, RFC 6532 §3.1). */
export const CONTROL = /\p{Cc}/u;

/**
 * White space beyond the ASCII blank and format characters: leftovers of copying that nobody can see. The two joiners
 * stay, because some scripts need them; where they may stand in a domain, UTS 46 decides.
 */
export const INVISIBLE = /[[\p{Z}\p{Cf}]--[\u0020\u200c\u200d]]/v;

/** Octets in UTF-8: all length limits of RFC 5321 §4.5.3.1 count octets. */
export function octets(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
