import ipaddr from "ipaddr.js";

/** The result of a matching mechanism, by its qualifier (RFC 7208 §4.6.2). */
export type Qualified = "pass" | "fail" | "softfail" | "neutral";

export interface Mechanism {
  readonly name: "all" | "include" | "a" | "mx" | "ptr" | "exists" | "ip4" | "ip6";
  readonly qualifier: Qualified;
  /** The domain as written, with its macros; absent = the domain that is being checked. */
  readonly domain?: string;
  /** For `ip4` and `ip6`. */
  readonly network?: [ipaddr.IPv4 | ipaddr.IPv6, number];
  readonly prefixBits: { readonly ipv4: number; readonly ipv6: number };
  /** The text in the record. */
  readonly text: string;
}

export interface SpfRecord {
  readonly mechanisms: readonly Mechanism[];
  readonly redirect?: string;
}

/** Whether a TXT is an SPF record (RFC 7208 §4.5). */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/** @returns the first term that is not SPF, if any: the whole record is then invalid. */
export function parseSpf(text: string): SpfRecord | { readonly mistake: string } {
  const mechanisms: Mechanism[] = [];
  let redirect: string | undefined;
  for (const term of text.split(" ").slice(1)) {
    if (term === "") continue;
    const modifier = /^(?<name>[a-z][a-z0-9._-]*)=(?<value>.*)$/i.exec(term)?.groups;
    if (modifier !== undefined) {
      // Explanations and unknown modifiers change no result.
      if (modifier["name"]?.toLowerCase() !== "redirect") continue;
      if (redirect !== undefined || modifier["value"] === "") return { mistake: term };
      redirect = modifier["value"] ?? "";
      continue;
    }
    const mechanism = parseMechanism(term);
    if (mechanism === undefined) return { mistake: term };
    mechanisms.push(mechanism);
  }
  return redirect === undefined ? { mechanisms } : { mechanisms, redirect };
}

const QUALIFIERS: Readonly<Record<string, Qualified>> = {
  "": "pass",
  "+": "pass",
  "-": "fail",
  "~": "softfail",
  "?": "neutral",
};
const MECHANISM = /^(?<sign>[+?~-]?)(?<name>all|include|a|mx|ptr|exists|ip4|ip6)(?<rest>[:/].*)?$/i;
const PREFIXES = /^(?<domain>.*?)(?:\/(?<four>\d{1,2}))?(?:\/\/(?<six>\d{1,3}))?$/;

function parseMechanism(text: string): Mechanism | undefined {
  const { sign = "", name: written = "", rest = "" } = MECHANISM.exec(text)?.groups ?? {};
  const name = written.toLowerCase() as Mechanism["name"] | "";
  const qualifier = QUALIFIERS[sign];
  if (name === "" || qualifier === undefined) return undefined;
  const base = { name, qualifier, prefixBits: { ipv4: 32, ipv6: 128 }, text };
  if (name === "all") return rest === "" ? base : undefined;
  if (name === "ip4" || name === "ip6") {
    const network = parseNetwork(rest.slice(1), name === "ip4" ? "ipv4" : "ipv6");
    return network === undefined ? undefined : { ...base, network };
  }
  const takesPrefix = name === "a" || name === "mx";
  const { domain = rest, four, six } = (takesPrefix && PREFIXES.exec(rest)?.groups) || {};
  const prefixBits = { ipv4: Number(four ?? 32), ipv6: Number(six ?? 128) };
  if (prefixBits.ipv4 > 32 || prefixBits.ipv6 > 128) return undefined;
  if (domain === "") return name === "include" || name === "exists" ? undefined : { ...base, prefixBits };
  if (!domain.startsWith(":") || domain.length === 1) return undefined;
  return { ...base, prefixBits, domain: domain.slice(1) };
}

function parseNetwork(text: string, kind: "ipv4" | "ipv6"): Mechanism["network"] {
  const whole = text.includes("/") ? text : `${text}/${kind === "ipv4" ? 32 : 128}`;
  if (!ipaddr.isValidCIDR(whole)) return undefined;
  const network = ipaddr.parseCIDR(whole);
  return network[0].kind() === kind ? network : undefined;
}
