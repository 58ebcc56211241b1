import ipaddr from "ipaddr.js";
import { addressLabels } from "#dns/reverse-labels.ts";

/** The values of macros (RFC 7208 §7.2). */
export interface MacroValues {
  readonly address: string;
  /** The domain that is being checked. */
  readonly domain: string;
  /** The whole MAIL FROM, or `postmaster@` the HELO name for the null sender. */
  readonly sender: string;
  readonly heloName: string;
}

const MACRO =
  /%(?:\{(?<letter>[slodiphv])(?<digits>\d*)(?<turned>r?)(?<delimiters>[-.+,/_=]*)\}|(?<plain>[%_-]))?/gi;
const PLAIN: Readonly<Record<string, string>> = { "%": "%", _: " ", "-": "%20" };

/** A domain with its macros expanded; undefined when a `%` in it is not a macro. */
export function expandMacros(spec: string, values: MacroValues): string | undefined {
  let sound = true;
  const expanded = spec.replace(MACRO, (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>;
    const { letter, digits = "", turned, delimiters, plain } = groups;
    if (plain !== undefined) return PLAIN[plain] ?? "";
    if (letter === undefined) {
      sound = false;
      return "";
    }
    const parts = valueOf(letter, values).split(new RegExp(`[${escaped(delimiters || ".")}]`));
    if (turned !== "") parts.reverse();
    const text = parts.slice(digits === "" ? 0 : -Number(digits)).join(".");
    return letter === letter.toLowerCase() ? text : encodeURIComponent(text);
  });
  // RFC 7208 §7.3: a name that is too long loses labels from the left.
  return sound ? expanded.split(".").slice(-127).join(".") : undefined;
}

function escaped(delimiters: string): string {
  return delimiters.replaceAll(/[-/]/g, "\\$&");
}

function valueOf(letter: string, { address, domain, sender, heloName }: MacroValues): string {
  const at = sender.lastIndexOf("@");
  switch (letter.toLowerCase()) {
    case "s":
      return sender;
    case "l":
      return sender.slice(0, at);
    case "o":
      return sender.slice(at + 1);
    case "d":
      return domain;
    case "i":
      return addressLabels(address).join(".");
    case "v":
      return ipaddr.process(address).kind() === "ipv4" ? "in-addr" : "ip6";
    case "h":
      return heloName;
    default:
      // `p`, which the RFC advises against.
      return "unknown";
  }
}
