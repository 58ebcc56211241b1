import { domainToASCII } from "node:url";
import type { Persona } from "#persona/persona.ts";
import type { Zone } from "#persona/zone.ts";
import { fractionOf } from "#seed.ts";
import type { MailServer } from "#smtp/mail-server.ts";

/** The network of all mail hosts of the sandbox. */
export const NETWORK = "127.77.0.0/16";

/** A mail server at its own address. */
export interface PlacedHost {
  readonly address: string;
  /** As in the greeting. */
  readonly name: string;
  readonly persona: Persona;
  readonly server: MailServer;
}

/** The meaning of a name. */
export type Located =
  /** Not below `.test`: refused. */
  | { readonly kind: "outside" }
  | { readonly kind: "absent"; readonly persona?: Persona }
  | { readonly kind: "domain"; readonly persona: Persona; readonly zone: Zone; readonly address?: string }
  | { readonly kind: "host"; readonly persona: Persona; readonly address: string }
  /** A host that is a CNAME. */
  | { readonly kind: "alias"; readonly target: string };

/** The domains of the sandbox, and the address of each mail host. */
export class Network {
  readonly hosts: readonly PlacedHost[];
  readonly #seed: number;
  readonly #personas: ReadonlyMap<string, Persona>;
  readonly #addresses = new Map<Persona, Map<string, readonly string[]>>();
  /** Hosts with a name that is not below their persona's domain, by that name. */
  readonly #named = new Map<string, { readonly persona: Persona; readonly label: string }>();

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
        if (label.endsWith(".")) this.#named.set(hostName(label, persona.domain), { persona, label });
        if ("sameAs" in host || "aliasOf" in host) continue;
        if ("address" in host) {
          addresses.set(label, [host.address]);
          continue;
        }
        const count = persona.addressesPerHost;
        const block = count === 1 ? 0 : (spread += 1);
        const placed = Array.from({ length: count }, (_, index) => ({
          address: `127.77.${block}.${count === 1 ? (lone += 1) : index + 1}`,
          name: hostName(label, persona.domain),
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

  /** Whether the servers of `persona` accept mail for a domain: their own, or an alias of it. */
  serves(persona: Persona, domain: string): boolean {
    const found = this.personaOf(asciiForm(domain));
    if (found === undefined || found === persona) return found === persona;
    return found.zone.outcome === "alias" && this.personaOf(found.zone.target) === persona;
  }

  /** @param name lower case, without the final dot */
  locate(name: string): Located {
    if (name !== "test" && !name.endsWith(".test")) return { kind: "outside" };
    const named = this.#named.get(name);
    if (named !== undefined) return this.#host(named.persona, named.label, name);
    const persona = this.personaOf(name);
    if (persona === undefined || name.startsWith("_"))
      return persona ? { kind: "absent", persona } : { kind: "absent" };
    const { zone } = persona;
    const dot = name.indexOf(".");
    const [label, parent] = [name.slice(0, dot), name.slice(dot + 1)];
    if (name !== persona.domain && isHostLabel(persona, label)) {
      return this.#host(persona, label, parent);
    }
    const address =
      zone.outcome === "found" && zone.addressOf !== undefined
        ? this.#addressOf(persona, zone.addressOf, name)
        : undefined;
    return address === undefined
      ? { kind: "domain", persona, zone }
      : { kind: "domain", persona, zone, address };
  }

  #host(persona: Persona, label: string, domain: string): Located {
    const host = persona.hosts[label];
    if (host !== undefined && "aliasOf" in host)
      return { kind: "alias", target: `${host.aliasOf}.${domain}` };
    const address = this.#addressOf(persona, label, domain);
    return address === undefined ? { kind: "absent", persona } : { kind: "host", persona, address };
  }

  /** Domains of a persona are spread over its host's addresses by seed and name. */
  #addressOf(persona: Persona, label: string, domain: string): string | undefined {
    const host = persona.hosts[label];
    const own = host !== undefined && "sameAs" in host ? host.sameAs : label;
    const addresses = this.#addresses.get(persona)?.get(own) ?? [];
    return addresses[Math.floor(fractionOf(this.#seed, domain) * addresses.length)];
  }
}

/** The name of a persona's host: below a domain, or its own when it ends in a dot. */
export function hostName(label: string, domain: string): string {
  return label.endsWith(".") ? label.slice(0, -1) : `${label}.${domain}`;
}

/** A name in a zone's MX that is not a host does not exist. */
function isHostLabel({ hosts, zone }: Persona, label: string): boolean {
  return label in hosts || (zone.outcome === "found" && zone.exchanges.some(({ host }) => host === label));
}

/** SMTPUTF8 clients may send a domain with non-ASCII letters. */
export function asciiForm(domain: string): string {
  return /^[\x00-\x7f]*$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
}
