import { createRequire } from "node:module";
import { DISPOSABLE_MAIL_HOSTS } from "#list/disposable-mail-host.ts";
import { isPrivacyRelay } from "#list/privacy-relay.ts";
import { namesUpToRegistered } from "#list/registered-name.ts";
import { WELL_KNOWN_PROVIDERS } from "#list/well-known.ts";

interface Lists {
  readonly domains: ReadonlySet<string>;
  readonly mailHosts: ReadonlySet<string>;
}

let lists: Lists | undefined;

/**
 * Whether mailboxes at `domain` are thrown away after use: it is listed, or a name above it is, up to the one that
 * somebody registered. Providers known to everybody and privacy relays are never meant, whatever a list says.
 */
export function isDisposable(domain: string): boolean {
  if (WELL_KNOWN_PROVIDERS.has(domain) || isPrivacyRelay(domain)) return false;
  const { domains } = (lists ??= readLists());
  return namesUpToRegistered(domain).some((name) => domains.has(name));
}

/**
 * Whether a mail host serves throw-away mailboxes, so that every domain behind it is disposable, listed or not: it
 * stands under a name of the curated list, or among `DISPOSABLE_MAIL_HOSTS`.
 */
export function isDisposableMailHost(host: string): boolean {
  const names = namesUpToRegistered(host.toLowerCase());
  if (names.some(isPrivacyRelay)) return false;
  const { mailHosts } = (lists ??= readLists());
  return names.some((name) => mailHosts.has(name)) && !names.some((name) => WELL_KNOWN_PROVIDERS.has(name));
}

/**
 * `disposable-email-domains` (MIT) is wide and gathered by machine; `disposable-email-domains-js` (CC0) is small and
 * curated by hand, and the only one trusted with mail hosts, where one mistake would hit all domains behind it.
 */
function readLists(): Lists {
  const require = createRequire(import.meta.url);
  const wide: string[] = require("disposable-email-domains/index.json");
  const wildcard: string[] = require("disposable-email-domains/wildcard.json");
  const curated: string[] = require("disposable-email-domains-js/dist/dict/disposable_email_blocklist.json");
  return {
    domains: new Set([...wide, ...wildcard, ...curated]),
    mailHosts: new Set([...curated, ...DISPOSABLE_MAIL_HOSTS]),
  };
}
