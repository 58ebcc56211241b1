import { domainToASCII } from "node:url";
import type { Persona } from "#persona/persona.ts";
import type { Zone } from "#persona/zone.ts";
import { fractionOf } from "#seed.ts";
import type { MailServer } from "#smtp/mail-server.ts";

/** Where all mail hosts of the sandbox live. */
export const NETWORK = "127.77.0.0/16";

/** A mail server at an address of its own. */
export interface PlacedHost {
  readonly address: string;
  /** As in the greeting. */
  readonly name: string;
  readonly persona: Persona;
  readonly server: MailServer;
}

/** What a name stands for. */
export type Located =
  /** Not below `.test`: not ours to answer. */
  | { readonly kind: "outside" }
  | { readonly kind: "absent"; readonly persona?: Persona }
  | { readonly kind: "domain"; readonly persona: Persona; readonly zone: Zone; readonly address?: string }
  | { readonly kind: "host"; readonly persona: Persona; readonly address: string }
  /** A host that is a CNAME. */
  | { readonly kind: "alias"; readonly target: string };

/** Which domains there are, and at which address each mail host lives. */
export class Network {
  readonly hosts: readonly PlacedHost[];
  readonly #seed: number;
  readonly #personas: ReadonlyMap<string, Persona>;
  readonly #addresses = new Map<Persona, Map<string, readonly string[]>>();

  constructor(personas: readonly Persona[], seed: number) {
    this.#seed = seed;
    this.#personas = new Map(personas.map((persona) => [persona.domain, persona]));
    const hosts: PlacedHost[] = [];
    let lone = 0;
    let spread = 0;
    for (const persona of personas) {
      const addresses = new Map<string, readonly string[]>();
      this.#addresses.set(persona, addresses);
      for (const [label, host] of Object.entries(persona.hosts)) {
        if ("sameAs" in host || "aliasOf" in host) continue;
        if ("address" in host) {
          addresses.set(label, [host.address]);
          continue;
        }
        const count = persona.addressesPerHost;
        const block = count === 1 ? 0 : (spread += 1);
        const placed = Array.from({ length: count }, (_, index) => ({
          address: `127.77.${block}.${count === 1 ? (lone += 1) : index + 1}`,
          name: `${label}.${persona.domain}`,
          persona,
          server: host,
        }));
        hosts.push(...placed);
        addresses.set(
          label,
          placed.map(({ address }) => address),
        );
      }
    }
    this.hosts = hosts;
  }

  /** The persona that a domain (lower case, ASCII) belongs to: its own or the one above it. */
  personaOf(domain: string): Persona | undefined {
    for (let name = domain; ; name = name.slice(name.indexOf(".") + 1)) {
      const persona = this.#personas.get(name);
      if (persona !== undefined || !name.includes(".")) return persona;
    }
  }

  /** Whether the servers of `persona` take mail for a domain: their own, or an alias of it. */
  serves(persona: Persona, domain: string): boolean {
    const found = this.personaOf(asciiForm(domain));
    if (found === undefined || found === persona) return found === persona;
    return found.zone.outcome === "alias" && this.personaOf(found.zone.target) === persona;
  }

  /** @param name lower case, without the final dot */
  locate(name: string): Located {
    if (name !== "test" && !name.endsWith(".test")) return { kind: "outside" };
    const persona = this.personaOf(name);
    if (persona === undefined || name.startsWith("_"))
      return persona ? { kind: "absent", persona } : { kind: "absent" };
    const { zone } = persona;
    const dot = name.indexOf(".");
    const [label, parent] = [name.slice(0, dot), name.slice(dot + 1)];
    if (name !== persona.domain && isHostLabel(persona, label)) {
      const host = persona.hosts[label];
      if (host !== undefined && "aliasOf" in host) {
        return { kind: "alias", target: `${host.aliasOf}.${parent}` };
      }
      const address = this.#addressOf(persona, label, parent);
      return address === undefined ? { kind: "absent", persona } : { kind: "host", persona, address };
    }
    const address =
      zone.outcome === "found" && zone.addressOf !== undefined
        ? this.#addressOf(persona, zone.addressOf, name)
        : undefined;
    return address === undefined
      ? { kind: "domain", persona, zone }
      : { kind: "domain", persona, zone, address };
  }

  /** Domains of a persona are spread over its host's addresses by seed and name. */
  #addressOf(persona: Persona, label: string, domain: string): string | undefined {
    const host = persona.hosts[label];
    const own = host !== undefined && "sameAs" in host ? host.sameAs : label;
    const addresses = this.#addresses.get(persona)?.get(own) ?? [];
    return addresses[Math.floor(fractionOf(this.#seed, domain) * addresses.length)];
  }
}

/** A name in a zone's MX that is no host stays a name that does not exist. */
function isHostLabel({ hosts, zone }: Persona, label: string): boolean {
  return label in hosts || (zone.outcome === "found" && zone.exchanges.some(({ host }) => host === label));
}

/** SMTPUTF8 clients may name a domain in letters beyond ASCII. */
export function asciiForm(domain: string): string {
  return /^[\x00-\x7f]*$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
}
