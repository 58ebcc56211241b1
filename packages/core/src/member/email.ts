/** WHATWG HTML §4.10.5.1.5 (valid e-mail address), with letters of every script as RFC 6531 allows. */
const SHAPE =
  /^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?(?:\.[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?)*$/u;

/** The form in which a member's email is stored and compared; undefined when it is not an address. */
export function normalizeEmail(text: string): string | undefined {
  const email = text.trim().normalize("NFC").toLowerCase();
  return SHAPE.test(email) ? email : undefined;
}
