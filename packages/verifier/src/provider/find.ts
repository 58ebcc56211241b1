import { GATEWAY_PROVIDERS } from "#provider/gateway-providers.ts";
import { MAILBOX_PROVIDERS } from "#provider/mailbox-providers.ts";
import type { MailProvider } from "#provider/provider.ts";

const BY_SUFFIX: ReadonlyMap<string, MailProvider> = new Map(
  [...MAILBOX_PROVIDERS, ...GATEWAY_PROVIDERS].flatMap((provider) =>
    provider.mx.map((suffix) => [suffix, provider] as const),
  ),
);

/**
 * The provider of a mail host, by the longest known suffix of its name; undefined for unknown hosts.
 * `aspmx.l.google.com.test` counts as `aspmx.l.google.com`: only sandboxes have names below `.test` (RFC 6761 §6.2), and their
 * hosts are treated like those that they simulate.
 */
export function providerOf(mailHost: string): MailProvider | undefined {
  let name = mailHost.toLowerCase().replace(/\.$/, "");
  if (name.endsWith(".test")) name = name.slice(0, -".test".length);
  for (;;) {
    const provider = BY_SUFFIX.get(name);
    if (provider !== undefined) return provider;
    const dot = name.indexOf(".");
    if (dot === -1) return undefined;
    name = name.slice(dot + 1);
  }
}
