import { startNameServer, type NameServer } from "@winnow/sandbox";
import type { Answer } from "dns-packet";

export interface MailHost {
  readonly name: string;
  readonly address: string;
}

/** NXDOMAIN (RFC 1035). */
const NXDOMAIN = 3;

/** Answers domains with one mail host each, and these; other names do not exist. */
export function serveMailHosts(domains: ReadonlyMap<string, MailHost>): Promise<NameServer> {
  const addresses = new Map([...domains.values()].map(({ name, address }) => [name, address]));
  const lookUp = (name: string, type: string): Answer[] | undefined => {
    const host = domains.get(name);
    const address = addresses.get(name);
    if (host === undefined && address === undefined) return undefined;
    if (type === "MX" && host !== undefined) {
      return [{ type, name, ttl: 60, data: { preference: 10, exchange: host.name } }];
    }
    return type === "A" && address !== undefined ? [{ type, name, ttl: 60, data: address }] : [];
  };
  return startNameServer((name, type) => {
    const answers = lookUp(name.toLowerCase(), type);
    return answers === undefined ? { code: NXDOMAIN } : { answers };
  });
}
