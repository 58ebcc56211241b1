import ipaddr from "ipaddr.js";
import type { Answer } from "#dns/resolver.ts";
import type { Names } from "#dns/names.ts";
import { expandMacros, type MacroValues } from "#egress/spf/macro.ts";
import { isSpf, parseSpf, type Mechanism, type Qualified } from "#egress/spf/record.ts";

export interface SpfOutcome {
  readonly result: Qualified | "none" | "temperror" | "permerror";
  /** The mechanism that decided, or the mistake. */
  readonly because: string;
}

/** RFC 7208 §4.6.4: terms that query DNS, and the queries among them without a result. */
const LOOKUPS_MAX = 10;
const VOID_LOOKUPS_MAX = 2;
const NAMES_MAX = 10;

/** Whether SPF of a domain allows an address (RFC 7208 §4). */
export function checkHost(
  names: Pick<Names, "addresses" | "mailExchanges" | "pointers" | "texts">,
  values: MacroValues,
): Promise<SpfOutcome> {
  return new Check(names, values).domain(values.domain);
}

/** Ends the evaluation at any depth. */
class SpfError extends Error {
  readonly result: "temperror" | "permerror";

  constructor(result: "temperror" | "permerror", message: string) {
    super(message);
    this.result = result;
  }
}

class Check {
  readonly #names: Pick<Names, "addresses" | "mailExchanges" | "pointers" | "texts">;
  readonly #values: MacroValues;
  readonly #address: ipaddr.IPv4 | ipaddr.IPv6;
  #lookups = 0;
  #voidLookups = 0;

  constructor(names: Pick<Names, "addresses" | "mailExchanges" | "pointers" | "texts">, values: MacroValues) {
    this.#names = names;
    this.#values = values;
    this.#address = ipaddr.process(values.address);
  }

  async domain(domain: string): Promise<SpfOutcome> {
    try {
      return await this.#evaluate(domain);
    } catch (error) {
      if (error instanceof SpfError) return { result: error.result, because: error.message };
      throw error;
    }
  }

  async #evaluate(domain: string): Promise<SpfOutcome> {
    const answer = await this.#names.texts(domain);
    if (answer.outcome === "failure") throw new SpfError("temperror", `TXT of ${domain}: ${answer.code}`);
    const texts = answer.outcome === "found" ? answer.values.filter(isSpf) : [];
    const [text] = texts;
    if (text === undefined) return { result: "none", because: `${domain} has no SPF record` };
    if (texts.length > 1) throw new SpfError("permerror", `${domain} has ${texts.length} SPF records`);
    const parsed = parseSpf(text);
    if ("mistake" in parsed) throw new SpfError("permerror", `“${parsed.mistake}” of ${domain} is not SPF`);
    for (const mechanism of parsed.mechanisms) {
      if (await this.#matches(mechanism, domain)) {
        return { result: mechanism.qualifier, because: `“${mechanism.text}” of ${domain}` };
      }
    }
    if (parsed.redirect === undefined) return { result: "neutral", because: `no term of ${domain} matches` };
    this.#count();
    const target = this.#expand(parsed.redirect, domain);
    const redirected = await this.#evaluate(target);
    if (redirected.result === "none") throw new SpfError("permerror", redirected.because);
    return redirected;
  }

  async #matches(mechanism: Mechanism, current: string): Promise<boolean> {
    const { name, network } = mechanism;
    if (name === "all") return true;
    if (network !== undefined) return this.#isWithin(network);
    this.#count();
    const domain = mechanism.domain === undefined ? current : this.#expand(mechanism.domain, current);
    switch (name) {
      case "include":
        return this.#includes(domain);
      case "a":
        return this.#isAddressOf(domain, mechanism);
      case "mx":
        return this.#isMailHostOf(domain, mechanism);
      case "exists":
        return this.#found(await this.#names.addresses(domain), domain).length > 0;
      default:
        return this.#isNamedBelow(domain);
    }
  }

  async #includes(domain: string): Promise<boolean> {
    const { result, because } = await this.#evaluate(domain);
    if (result === "none") throw new SpfError("permerror", because);
    return result === "pass";
  }

  async #isAddressOf(host: string, { prefixBits }: Mechanism): Promise<boolean> {
    const addresses = this.#found(await this.#names.addresses(host), host);
    return addresses.some((address) => {
      const parsed = ipaddr.process(address);
      return this.#isWithin([parsed, prefixBits[parsed.kind()]]);
    });
  }

  async #isMailHostOf(domain: string, mechanism: Mechanism): Promise<boolean> {
    const hosts = this.#found(await this.#names.mailExchanges(domain), domain);
    if (hosts.length > NAMES_MAX) throw new SpfError("permerror", `${domain} has more than ${NAMES_MAX} MX`);
    for (const { exchange } of hosts) {
      if (exchange !== "" && (await this.#isAddressOf(exchange, mechanism))) return true;
    }
    return false;
  }

  /** `ptr`: a name of the address that resolves to it, at or below the domain (§5.5). */
  async #isNamedBelow(domain: string): Promise<boolean> {
    const pointers = await this.#names.pointers(this.#values.address);
    // §5.5: a failed query does not match, and is not an error.
    if (pointers.outcome !== "found") return false;
    for (const name of pointers.values.slice(0, NAMES_MAX)) {
      if (name !== domain && !name.endsWith(`.${domain}`)) continue;
      const addresses = await this.#names.addresses(name);
      if (addresses.outcome === "found" && addresses.values.includes(this.#values.address)) return true;
    }
    return false;
  }

  #isWithin([range, bits]: [ipaddr.IPv4 | ipaddr.IPv6, number]): boolean {
    return range.kind() === this.#address.kind() && this.#address.match(range, bits);
  }

  #expand(spec: string, domain: string): string {
    const expanded = expandMacros(spec, { ...this.#values, domain });
    if (expanded === undefined || expanded === "")
      throw new SpfError("permerror", `“${spec}” is not a domain`);
    return expanded.toLowerCase().replace(/\.$/, "");
  }

  #count(): void {
    this.#lookups += 1;
    if (this.#lookups > LOOKUPS_MAX) throw new SpfError("permerror", `more than ${LOOKUPS_MAX} look-ups`);
  }

  #found<Value>(answer: Answer<Value>, name: string): readonly Value[] {
    if (answer.outcome === "found") return answer.values;
    if (answer.outcome === "failure") throw new SpfError("temperror", `${name}: ${answer.code}`);
    this.#voidLookups += 1;
    if (this.#voidLookups > VOID_LOOKUPS_MAX) {
      throw new SpfError(
        "permerror",
        `more than ${VOID_LOOKUPS_MAX} look-ups found nothing, ${name} the last`,
      );
    }
    return [];
  }
}
