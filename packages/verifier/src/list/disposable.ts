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
 * Whether mailboxes at `domain` are thrown away after use: the domain is listed, or a parent is, up to the registered name.
 * Well-known providers and privacy relays are never disposable, even when a list has them.
 */
export function isDisposable(domain: string): boolean {
  if (WELL_KNOWN_PROVIDERS.has(domain) || isPrivacyRelay(domain)) return false;
  const { domains } = (lists ??= readLists());
  return namesUpToRegistered(domain).some((name) => domains.has(name));
}

/**
 * Whether a mail host serves throw-away mailboxes, so that every domain with this host is disposable, listed or not: it is
 * below a name of the curated list, or one of `DISPOSABLE_MAIL_HOSTS`.
 */
export function isDisposableMailHost(host: string): boolean {
  const names = namesUpToRegistered(host.toLowerCase());
  if (names.some(isPrivacyRelay)) return false;
  const { mailHosts } = (lists ??= readLists());
  return names.some((name) => mailHosts.has(name)) && !names.some((name) => WELL_KNOWN_PROVIDERS.has(name));
}

/**
 * `disposable-email-domains` (MIT) is large and collected by machine. `disposable-email-domains-js` (CC0) is small and curated
 * by hand; only this one is used for mail hosts, where one mistake would affect all domains of a host.
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
