/** atext of RFC 5322 §3.2.3, which RFC 6532 §3.2 extends by everything outside ASCII. */
export function isAtext(character: string): boolean {
  return character > "\u007f" || /[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]/.test(character);
}

/** C0, DEL and C1 controls: never part of an address (RFC 5321 §4.1.2, RFC 6532 §3.1). */
export const CONTROL = /\p{Cc}/u;

/**
 * White space beyond the ASCII blank, format characters and fillers: leftovers of copying that nobody can see. The two
 * joiners stay, because some scripts need them (where they may stand in a domain, UTS 46 decides), and so do variation
 * selectors, which choose the shape of the character before them.
 */
export const INVISIBLE =
  /[[\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u0020\u200c\u200d\p{Variation_Selector}]]/v;

/**
 * What a wrong decoding leaves behind (U+FFFD stands for a character that is lost), and code points that Unicode never
 * assigns to one. RFC 6532 lets them pass; no mailbox has such a name.
 */
export const DAMAGED = /[\ufffd\p{Noncharacter_Code_Point}]/u;

/** Octets in UTF-8: all length limits of RFC 5321 §4.5.3.1 count octets. */
export function countOctets(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
