import type { ParsedAddress } from "#address/parse.ts";
import type { SyntaxProblem } from "#address/problem.ts";

/** The rule of `<input type=email>`: html.spec.whatwg.org, “valid e-mail address”. */
export const WHATWG_EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** Why this parser deviates from a list or a rule, on purpose. */
export interface Reason {
  readonly id: string;
  readonly why: string;
  /** Whether it is the reason for this deviation. */
  readonly explains: (input: string, parsed: ParsedAddress) => boolean;
}

function refusedFor(...problems: SyntaxProblem[]): Reason["explains"] {
  return (_, parsed) => !parsed.ok && problems.includes(parsed.problem);
}

const OUTER_WHITE_SPACE: Reason = {
  id: "outer_white_space",
  why: "White space around a cell of a file is not part of the address, so it is removed.",
  explains: (input, parsed) => parsed.ok && input.trim() !== input,
};

const NUMERIC_TOP: Reason = {
  id: "numeric_top_label",
  why: "No top-level domain is a number (RFC 3696 §2); such a domain is an IPv4 address without its brackets.",
  explains: refusedFor("domain_numeric"),
};

/** Reasons for lists of addresses that follow RFC 5321. */
export const LIST_REASONS: readonly Reason[] = [
  OUTER_WHITE_SPACE,
  NUMERIC_TOP,
  {
    id: "address_literal",
    why: "user@[192.0.2.1] is valid, but not a mailbox of a person: it has its own problem code, and is not verified.",
    explains: refusedFor("address_literal"),
  },
  {
    id: "needless_backslash",
    why: "Quotes and backslashes without effect are left out, and the length of the sent form counts.",
    explains: (input, parsed) => parsed.ok && /\\[^"\\]/.test(input),
  },
  {
    id: "single_label",
    why: "A domain of one label is valid by RFC 5321, and some top-level domains have had an MX: DNS decides.",
    explains: (_, parsed) => parsed.ok && !parsed.address.domain.includes("."),
  },
  {
    id: "one_letter_top",
    why: "A top-level domain of one letter is valid syntax; DNS tells that none exists.",
    explains: (_, parsed) => parsed.ok && /\.[a-z]$/.test(parsed.address.domain),
  },
];

/** Reasons for the rule of browsers. */
export const WHATWG_REASONS: readonly Reason[] = [
  {
    ...OUTER_WHITE_SPACE,
    explains: (input, parsed) => parsed.ok && input.trim() !== input && WHATWG_EMAIL.test(input.trim()),
  },
  NUMERIC_TOP,
  {
    id: "angle_brackets",
    why: "One pair of angle brackets around the whole is removed, because many lists have it.",
    explains: (input, parsed) => parsed.ok && /^\s*</.test(input),
  },
  {
    id: "quoted_string",
    why: "Browsers refuse quoted local parts; RFC 5321 allows them.",
    explains: (input, parsed) => parsed.ok && /^\s*<?\s*"/.test(input),
  },
  {
    id: "international",
    why: "The rule covers ASCII; RFC 6531 and UTS 46 cover all letters.",
    explains: (input, parsed) => parsed.ok && /[^\u0000-\u007f]/.test(input),
  },
  {
    id: "dots",
    why: "Browsers accept dots anywhere before the @; a dot-atom (RFC 5322 §3.2.3) has them between atoms only.",
    explains: refusedFor("local_leading_dot", "local_trailing_dot", "local_consecutive_dots"),
  },
  {
    id: "length",
    why: "Browsers limit labels only; RFC 5321 §4.5.3.1 limits the local part, the domain and the whole too.",
    explains: refusedFor("local_too_long", "domain_too_long", "address_too_long"),
  },
  {
    id: "a_label",
    why: "A label that starts with xn-- must decode to a valid one (UTS 46 §4).",
    explains: refusedFor("domain_idna"),
  },
];
