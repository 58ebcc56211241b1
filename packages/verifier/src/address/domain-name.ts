import { isIP, isIPv4, isIPv6 } from "node:net";
import { domainToASCII, domainToUnicode } from "node:url";
import { CONTROL, INVISIBLE } from "#address/character.ts";
import type { Diagnosis, SyntaxProblem } from "#address/problem.ts";

/** A domain as it goes on the wire (A-labels, lower case) and as people read it. */
export type DomainName =
  | { readonly ok: true; readonly domain: string; readonly unicodeDomain: string; readonly idn: boolean }
  | ({ readonly ok: false } & Diagnosis);

const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * Reads the Domain of RFC 5321 §4.1.2, internationalised by UTS 46 (non-transitional). Says nothing about whether the
 * name exists or may be used: that is for the domain check.
 */
export function readDomain(text: string): DomainName {
  if (text === "") return problem("missing_domain", 0);
  if (text.startsWith("[")) return readLiteral(text);
  const foreign = diagnoseCharacters(text);
  if (foreign !== undefined) return foreign;
  const ascii = isAscii(text);
  // Percent signs and other URL syntax never get this far, so the URL host parser below sees names only.
  const domain = ascii ? text.toLowerCase() : domainToASCII(text);
  if (domain === "") return problem("domain_idna", 0);
  const label = diagnoseLabels(domain);
  if (label === undefined) return readUnicode(domain);
  // Places in the mapped name are no places in the input.
  return ascii ? label : problem(label.problem, 0);
}

function readUnicode(domain: string): DomainName {
  const idn = domain.startsWith("xn--") || domain.includes(".xn--");
  const unicodeDomain = idn ? domainToUnicode(domain) : domain;
  // An A-label that does not decode, or decodes to what UTS 46 forbids, is shown as it is.
  if (idn && /(?:^|\.)xn--/.test(unicodeDomain)) return problem("domain_idna", 0);
  return { ok: true, domain, unicodeDomain, idn };
}

function diagnoseCharacters(text: string): ({ ok: false } & Diagnosis) | undefined {
  if (/^[A-Za-z0-9.-]+$/.test(text)) return undefined;
  let position = 0;
  for (const character of text) {
    if (character === "@") return problem("extra_at", position);
    if (CONTROL.test(character)) return problem("control_character", position);
    if (character === " ") return problem("domain_space", position);
    if (character === "(" || character === ")") return problem("comment", position);
    if (character <= "\u007f" && !/[A-Za-z0-9.-]/.test(character))
      return problem("domain_character", position);
    if (INVISIBLE.test(character)) return problem("invisible_character", position);
    position += character.length;
  }
  return undefined;
}

function diagnoseLabels(domain: string): ({ ok: false } & Diagnosis) | undefined {
  if (domain.length > 255) return problem("domain_too_long", 0);
  const labels = domain.split(".");
  let position = 0;
  for (const [index, label] of labels.entries()) {
    if (label === "") {
      if (index === 0) return problem("domain_leading_dot", 0);
      if (index === labels.length - 1) return problem("domain_trailing_dot", position - 1);
      return problem("domain_consecutive_dots", position);
    }
    if (label.length > 63) return problem("label_too_long", position);
    if (!LABEL.test(label)) {
      return problem(/^-|-$/.test(label) ? "domain_hyphen" : "domain_character", position);
    }
    position += label.length + 1;
  }
  const top = labels.at(-1) ?? "";
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(top)) return problem("domain_numeric", domain.length - top.length);
  return undefined;
}

/** An address literal (RFC 5321 §4.1.3) is right syntax, and yet nothing that a list of people should hold. */
function readLiteral(text: string): DomainName {
  const inside = text.endsWith("]") ? text.slice(1, -1) : "";
  const address = /^ipv6:/i.test(inside) ? inside.slice(5) : inside;
  const right = address === inside ? isIPv4(address) : isIPv6(address);
  return problem(right && isIP(address) !== 0 ? "address_literal" : "address_literal_malformed", 0);
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}

function problem(code: SyntaxProblem, position: number): { ok: false } & Diagnosis {
  return { ok: false, problem: code, position };
}
