import { createRequire } from "node:module";
import { WELL_KNOWN_PROVIDERS } from "#list/well-known.ts";

let domains: ReadonlySet<string> | undefined;

/** Whether `domain` has free mailboxes for the public. Source: `free-email-domains` (MIT), read on first use. */
export function isFree(domain: string): boolean {
  domains ??= readList();
  return domains.has(domain);
}

/** `require`, because an `import` would read the list when the module is imported. */
function readList(): ReadonlySet<string> {
  const require = createRequire(import.meta.url);
  const free: string[] = require("free-email-domains/domains.json");
  return new Set([...free, ...WELL_KNOWN_PROVIDERS]);
}
