import { domainToUnicode } from "node:url";
import type { Truth, Verdict } from "#persona/verdict.ts";
import { exchanges, type Zone } from "#persona/zone.ts";
import type { MailServer } from "#smtp/mail-server.ts";

/** A mail host: a server, another name for one, a CNAME of one, or an address without a server. */
export type MailHost =
  | MailServer
  | { readonly sameAs: string }
  | { readonly aliasOf: string }
  | { readonly address: string };

/** The correct verdict about one address, and that after a wait. */
export interface Expectation extends Verdict {
  readonly address: string;
  readonly later?: Verdict & { readonly afterMs: number };
}

/** A kind of mail domain. */
export interface Persona {
  /** Serves this domain and every one below it: `acme.deliverable.test`. */
  readonly domain: string;
  /** A description for the README of the sandbox. */
  readonly does: string;
  readonly zone: Zone;
  /** By label below the domain, or by whole name with a final dot. */
  readonly hosts: Readonly<Record<string, MailHost>>;
  /** The number of addresses of each host, chosen by domain. */
  readonly addressesPerHost: number;
  readonly truth: Truth;
  /** The truth of sample addresses. */
  readonly expected: readonly Expectation[];
}

export interface PersonaDefinition {
  readonly domain: string;
  readonly does: string;
  /** Default: one MX, `mx`. */
  readonly zone?: Zone;
  /** Default: `mx`, an ordinary server. */
  readonly hosts?: Readonly<Record<string, MailHost>>;
  /** Default 1. */
  readonly addressesPerHost?: number;
  readonly truth: Truth;
}

/** An address of the sandbox's network without a server. */
export const DEAD_ADDRESS = "127.77.255.1";

/** Fills in the defaults, and derives sample addresses from the truth. */
export function definePersona(definition: PersonaDefinition): Persona {
  const { domain, truth } = definition;
  const at = `@${domainToUnicode(domain)}`;
  const { exceptions = {}, later } = truth;
  const sample = (local: string, kind: "known" | "unknown"): Expectation => {
    const now = { address: local + at, ...truth[kind] };
    return later === undefined ? now : { ...now, later: { ...later[kind], afterMs: later.afterMs } };
  };
  return {
    zone: exchanges("mx"),
    hosts: { mx: {} },
    addressesPerHost: 1,
    ...definition,
    expected: [
      sample("ada.lovelace", "known"),
      // With the same verdict for every address, one sample is enough.
      ...(truth.known === truth.unknown ? [] : [sample("nobody.here", "unknown")]),
      ...Object.entries(exceptions).map(([local, verdict]) => ({ address: local + at, ...verdict })),
    ],
  };
}
