/** atext of RFC 5322 §3.2.3, which RFC 6532 §3.2 extends by everything outside ASCII. */
export function isAtext(character: string): boolean {
  return character > "\u007f" || /[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]/.test(character);
}

/** C0, DEL and C1 controls: never part of an address (RFC 5321 §4.1.2, RFC 6532 §3.1). */
export const CONTROL = /\p{Cc}/u;

/**
 * White space beyond the ASCII blank, format characters and fillers: invisible leftovers of copying. The two joiners are
 * allowed, because some scripts need them (UTS 46 decides where they are valid in a domain), and so are variation
 * selectors, which choose the shape of the character before them.
 */
export const INVISIBLE =
  /[[\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u0020\u200c\u200d\p{Variation_Selector}]]/v;

/**
 * Leftovers of a wrong decoding (U+FFFD replaces a lost character), and code points that Unicode never assigns. RFC 6532
 * allows them; no mailbox has such a name.
 */
export const DAMAGED = /[\ufffd\p{Noncharacter_Code_Point}]/u;

/** Octets in UTF-8: all length limits of RFC 5321 §4.5.3.1 count octets. */
export function countOctets(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
