import { canonicalAddress } from "#address/canonical.ts";
import { countOctets } from "#address/character.ts";
import { readDomain } from "#address/domain-name.ts";
import { flagsOf, type Flags } from "#address/flags.ts";
import { readLocalPart } from "#address/local-part.ts";
import { SYNTAX_PROBLEMS, type SyntaxProblem } from "#address/problem.ts";
import { suggestDomain } from "#address/suggest.ts";

/** An address that is valid by RFC 5321 §4.1.2 and RFC 6531. */
export interface Address {
  /** Part before the @ in normal form: NFC, quoted only where needed, case kept. */
  readonly local: string;
  /** A-labels, lower case. */
  readonly domain: string;
  /** Normal form: `local@domain`. */
  readonly address: string;
  /** The domain as people read it. */
  readonly unicodeDomain: string;
  /** For finding duplicates: one letter case, without the parts that the provider ignores (dots, tags). Never send to it. */
  readonly canonical: string;
  readonly flags: Flags;
}

export type ParsedAddress =
  | {
      readonly ok: true;
      readonly address: Address;
      /** The whole address with the domain that was probably meant. */
      readonly didYouMean?: string;
    }
  | {
      readonly ok: false;
      readonly reason: "syntax";
      readonly problem: SyntaxProblem;
      /** UTF-16 index into the input. */
      readonly position: number;
      readonly message: string;
    };

/** Longer inputs are refused without being parsed: an address has at most 254 octets, the rest could only be white space. */
const READ_MAX = 2048;

/**
 * Parses one address. Outer white space and one pair of angle brackets around the whole are removed. A display name, a
 * `mailto:` and comments are refused, because they mean that the caller's columns are not separated.
 * Never throws on a string. Sources: RFC 5321 §4.1.2 and §4.5.3.1, RFC 5322 §3.4.1, RFC 6531 §3.3, UTS 46.
 */
export function parseAddress(input: string): ParsedAddress {
  const [text, offset] = unwrap(input);
  const refuse = (problem: SyntaxProblem, position: number): ParsedAddress => ({
    ok: false,
    reason: "syntax",
    problem,
    position: offset + position,
    message: `${SYNTAX_PROBLEMS[problem]} (character ${offset + position + 1})`,
  });
  if (text === "") return refuse("empty", 0);
  if (text.length > READ_MAX) return refuse("address_too_long", READ_MAX);
  if (!text.isWellFormed()) return refuse("broken_unicode", text.search(/\p{Surrogate}/u));
  const wrapping = diagnoseWrapping(text);
  if (wrapping !== undefined) return refuse(wrapping.problem, wrapping.position);
  const local = readLocalPart(text);
  if (!local.ok) return refuse(local.problem, local.position);
  const name = readDomain(text.slice(local.end + 1));
  if (!name.ok) return refuse(name.problem, local.end + 1 + name.position);
  const address = `${local.local}@${name.domain}`;
  if (countOctets(address) > 254) return refuse("address_too_long", 0);
  return accept(local.local, address, name);
}

function accept(
  local: string,
  address: string,
  name: { domain: string; unicodeDomain: string; idn: boolean },
): ParsedAddress {
  const { domain, unicodeDomain, idn } = name;
  const suggestion = suggestDomain(domain);
  const parsed = {
    local,
    domain,
    address,
    unicodeDomain,
    canonical: canonicalAddress(local, domain),
    flags: flagsOf(local, domain, idn),
  };
  if (suggestion === undefined) return { ok: true, address: parsed };
  return { ok: true, address: parsed, didYouMean: `${local}@${suggestion}` };
}

/** @returns the text inside, and how many characters were removed before it. */
function unwrap(input: string): [text: string, offset: number] {
  const outer = input.trim();
  const before = input.length - input.trimStart().length;
  if (!outer.startsWith("<") || !outer.endsWith(">")) return [outer, before];
  const inner = outer.slice(1, -1);
  return [inner.trim(), before + 1 + inner.length - inner.trimStart().length];
}

function diagnoseWrapping(text: string): { problem: SyntaxProblem; position: number } | undefined {
  if (/^mailto:/i.test(text)) return { problem: "mailto", position: 0 };
  if (text.startsWith("<") || (text.endsWith(">") && !text.includes("<"))) {
    return { problem: "unbalanced_angle_bracket", position: text.startsWith("<") ? 0 : text.length - 1 };
  }
  if (text.endsWith(">")) return { problem: "display_name", position: 0 };
  return undefined;
}
