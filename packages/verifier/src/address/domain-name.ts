import { isIPv4, isIPv6 } from "node:net";
import { toASCII, toUnicode } from "tr46";
import { CONTROL, DAMAGED, INVISIBLE } from "#address/character.ts";
import type { Diagnosis, SyntaxProblem } from "#address/problem.ts";

/** A domain in its wire form (A-labels, lower case) and as people read it. */
export type DomainName =
  | { readonly ok: true; readonly domain: string; readonly unicodeDomain: string; readonly idn: boolean }
  | Refusal;

type Refusal = { readonly ok: false } & Diagnosis;

/** A part of the name between dots, and where it starts in the text. */
interface Label {
  readonly text: string;
  readonly position: number;
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const INTERNATIONAL = /[^\u0000-\u007f]|(?:^|\.)xn--/i;

/**
 * Non-transitional UTS 46 with every check that decides whether a name can exist. Letters, digits, hyphens and lengths are
 * checked label by label below, so that the position of a mistake is known. Not Node's `domainToASCII`: it follows the URL
 * standard, which allows `-ü`, labels that break the rules for right-to-left names and more, and its answers change with
 * Node’s version.
 */
const UTS46 = {
  checkBidi: true,
  checkJoiners: true,
  checkHyphens: false,
  useSTD3ASCIIRules: false,
  transitionalProcessing: false,
  verifyDNSLength: false,
} as const;

/**
 * Parses the Domain of RFC 5321 §4.1.2, internationalised by UTS 46 (non-transitional). The domain check decides whether
 * the name exists and may be used.
 */
export function readDomain(text: string): DomainName {
  if (text === "") return problem("missing_domain", 0);
  if (text.startsWith("[")) return readLiteral(text);
  const foreign = diagnoseCharacters(text);
  if (foreign !== undefined) return foreign;
  if (INTERNATIONAL.test(text)) return readInternational(text);
  const domain = text.toLowerCase();
  return diagnoseLabels(labelsOf(domain)) ?? { ok: true, domain, unicodeDomain: domain, idn: false };
}

function readInternational(text: string): DomainName {
  const labels = labelsOf(text);
  const domain = toASCII(text, UTS46);
  if (domain === null) {
    // Each label is valid alone, but a right-to-left label stands beside one that is not allowed there.
    const wrong = labels.find(({ text: label }) => toASCII(label, UTS46) === null);
    return problem("domain_idna", wrong?.position ?? 0);
  }
  const vanished = labels.find(({ text: label }) => label !== "" && toASCII(label, UTS46) === "");
  if (vanished !== undefined) return problem("domain_idna", vanished.position);
  const mapped = labels.map((label) => ({ ...label, text: toASCII(label.text, UTS46) ?? "" }));
  const refusal = diagnoseLabels(mapped);
  if (refusal !== undefined) return refusal;
  const { domain: unicodeDomain, error } = toUnicode(domain, UTS46);
  if (error || toASCII(unicodeDomain, UTS46) !== domain) return problem("domain_idna", 0);
  return (
    diagnoseHyphens(unicodeDomain.split("."), labels) ?? {
      ok: true,
      domain,
      unicodeDomain,
      idn: unicodeDomain !== domain,
    }
  );
}

/** Splits at the full stop and at the three characters that UTS 46 maps to it. */
function labelsOf(text: string): Label[] {
  let position = 0;
  return text.split(/[.\u3002\uff0e\uff61]/).map((label) => {
    const start = position;
    position += label.length + 1;
    return { text: label, position: start };
  });
}

function diagnoseCharacters(text: string): Refusal | undefined {
  if (/^[A-Za-z0-9.-]+$/.test(text)) return undefined;
  let position = 0;
  for (const character of text) {
    if (character === "@") return problem("extra_at", position);
    if (CONTROL.test(character)) return problem("control_character", position);
    if (character === " ") return problem("domain_space", position);
    if (character === "(" || character === ")") return problem("comment", position);
    if (character <= "\u007f" && !/[A-Za-z0-9.-]/.test(character))
      return problem("domain_character", position);
    if (DAMAGED.test(character)) return problem("damaged_character", position);
    if (INVISIBLE.test(character)) return problem("invisible_character", position);
    position += character.length;
  }
  return undefined;
}

/** Labels in wire form, with their positions in the text. */
function diagnoseLabels(labels: readonly Label[]): Refusal | undefined {
  let length = -1;
  for (const { text } of labels) length += text.length + 1;
  if (length > 255) return problem("domain_too_long", 0);
  for (const [index, { text, position }] of labels.entries()) {
    if (text === "") {
      if (index === 0) return problem("domain_leading_dot", position);
      if (index === labels.length - 1) return problem("domain_trailing_dot", position - 1);
      return problem("domain_consecutive_dots", position);
    }
    if (text.length > 63) return problem("label_too_long", position);
    if (!LABEL.test(text)) {
      return problem(/^-|-$/.test(text) ? "domain_hyphen" : "domain_character", position);
    }
  }
  const top = labels.at(-1);
  if (top === undefined || !/^(?:\d+|0x[0-9a-f]*)$/.test(top.text)) return undefined;
  return problem("domain_numeric", top.position);
}

/** RFC 5891 §4.2.3.1: in a U-label no hyphen first, last, or third and fourth. */
function diagnoseHyphens(unicode: readonly string[], labels: readonly Label[]): Refusal | undefined {
  for (const [index, label] of unicode.entries()) {
    if (/^[\u0000-\u007f]*$/.test(label)) continue;
    const position = labels[index]?.position ?? 0;
    if (/^-|-$/.test(label)) return problem("domain_hyphen", position);
    if (label.startsWith("--", 2)) return problem("domain_idna", position);
  }
  return undefined;
}

/** An address literal (RFC 5321 §4.1.3) is valid syntax, but not an address of a contact. */
function readLiteral(text: string): DomainName {
  const inside = text.endsWith("]") ? text.slice(1, -1) : "";
  const address = /^ipv6:/i.test(inside) ? inside.slice(5) : inside;
  // `net.isIPv6` accepts a zone, which has no meaning outside its machine.
  const right = address === inside ? isIPv4(address) : isIPv6(address) && !address.includes("%");
  return problem(right ? "address_literal" : "address_literal_malformed", 0);
}

function problem(code: SyntaxProblem, position: number): Refusal {
  return { ok: false, problem: code, position };
}
