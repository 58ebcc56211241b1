import { isDisposable } from "#list/disposable.ts";
import { isFree } from "#list/free.ts";
import { isPrivacyRelay } from "#list/privacy-relay.ts";
import { isRole } from "#list/role.ts";

/** Properties of an address, apart from its verdict. At most one of `privacyRelay`, `disposable` and `free` is set. */
export interface Flags {
  /** A function, not a person: postmaster, sales, noreply. */
  readonly role: boolean;
  /** A provider of free mailboxes for the public. */
  readonly free: boolean;
  /** A throw-away mailbox, by the domain’s name or, after the DNS look-up, by its mail hosts. */
  readonly disposable: boolean;
  /** A forwarding alias of a real person: Hide My Email, SimpleLogin, addy.io, Firefox Relay… */
  readonly privacyRelay: boolean;
  /** Subaddressing (RFC 5233): `name+tag`. */
  readonly plusTag: boolean;
  /** The domain is internationalised. */
  readonly idn: boolean;
  /** The part before the @ needs SMTPUTF8 (RFC 6531). */
  readonly smtputf8: boolean;
}

export const NO_FLAGS: Flags = Object.freeze({
  role: false,
  free: false,
  disposable: false,
  privacyRelay: false,
  plusTag: false,
  idn: false,
  smtputf8: false,
});

export function flagsOf(local: string, domain: string, idn: boolean): Flags {
  const privacyRelay = isPrivacyRelay(domain);
  const disposable = isDisposable(domain);
  const plusAt = local.startsWith('"') ? -1 : local.indexOf("+");
  return {
    role: isRole(plusAt > 0 ? local.slice(0, plusAt) : local),
    free: !privacyRelay && !disposable && isFree(domain),
    disposable,
    privacyRelay,
    plusTag: plusAt > 0,
    idn,
    smtputf8: /[^\u0000-\u007f]/.test(local),
  };
}
