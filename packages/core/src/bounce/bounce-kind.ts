import type { StatusCode } from "#bounce/status-code.ts";

/**
 * `hard`: the address is of no use. `soft`: anything else, such as a full mailbox, a reply that may change, or a message that
 * was refused for its content or its sender.
 */
export type BounceKind = "hard" | "soft";

/** Enhanced status codes (RFC 3463) that say that the address itself is of no use. */
const DEAD_ADDRESS: readonly RegExp[] = [
  /^5\.0\.0$/, // undefined, and permanent: what servers without enhanced codes are given by their senders
  /^5\.1\.(?:0|1|2|3|6|10)$/, // bad mailbox, bad system, bad syntax, moved without a new address, null MX
  /^5\.2\.(?:0|1)$/, // mailbox disabled
  /^5\.4\.4$/, // no route to the host: the domain takes no mail
];

/** Reply codes (RFC 5321) to a recipient that say the same. */
const DEAD_MAILBOX: ReadonlySet<string> = new Set(["550", "551", "553"]);

/** Says only that the failure is permanent. Exim and Courier always write it, Postfix after a reply without an enhanced code. */
export const UNDEFINED_STATUS = "5.0.0";

/** The enhanced code decides. The reply code does where there is no enhanced code, or 5.0.0. */
export function bounceKindOf({ enhanced, reply }: StatusCode): BounceKind {
  if (reply !== undefined && (enhanced === undefined || enhanced === UNDEFINED_STATUS)) {
    return DEAD_MAILBOX.has(reply) ? "hard" : "soft";
  }
  return DEAD_ADDRESS.some((code) => code.test(enhanced ?? "")) ? "hard" : "soft";
}
