import { createRequire } from "node:module";
import { WELL_KNOWN_PROVIDERS } from "#list/well-known.ts";

interface Lists {
  readonly exact: ReadonlySet<string>;
  /** Hold with all their subdomains. */
  readonly wildcard: ReadonlySet<string>;
}

let lists: Lists | undefined;

/**
 * Whether mailboxes at `domain` are thrown away after use. Sources, read on first use: `disposable-email-domains` (MIT,
 * wide, with wildcards) and `disposable-email-domains-js` (CC0, curated). Providers known to everybody are never meant,
 * whatever a list says.
 */
export function isDisposable(domain: string): boolean {
  lists ??= readLists();
  if (WELL_KNOWN_PROVIDERS.has(domain)) return false;
  if (lists.exact.has(domain)) return true;
  for (let name = domain; name.includes("."); name = name.slice(name.indexOf(".") + 1)) {
    if (lists.wildcard.has(name)) return true;
  }
  return false;
}

function readLists(): Lists {
  const require = createRequire(import.meta.url);
  const wide: string[] = require("disposable-email-domains/index.json");
  const wildcard: string[] = require("disposable-email-domains/wildcard.json");
  const curated: string[] = require("disposable-email-domains-js/dist/dict/disposable_email_blocklist.json");
  return { exact: new Set([...wide, ...curated]), wildcard: new Set(wildcard) };
}
