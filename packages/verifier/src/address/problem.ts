/** Every problem of an address, by stable code. The sentences are for people and may be reworded. */
export const SYNTAX_PROBLEMS = {
  empty: "there is no address",
  display_name: "a display name is not part of an address; pass only the text between < and >",
  mailto: "a mailto: link is not an address; pass only the text after mailto:",
  unbalanced_angle_bracket: "one of the angle brackets is missing",
  missing_at: "there is no @",
  extra_at: "there is more than one @",
  missing_local: "the part before the @ is missing",
  missing_domain: "the part after the @ is missing",
  local_leading_dot: "the part before the @ starts with a dot",
  local_trailing_dot: "the part before the @ ends with a dot",
  local_consecutive_dots: "the part before the @ has two dots in a row",
  local_space: "there is white space before the @",
  local_character: "a character before the @ is not allowed there without quotes",
  local_too_long: "the part before the @ is longer than 64 octets",
  quote_not_closed: "a quotation mark is not closed",
  quote_in_dot_atom: "a quoted part must be the whole part before the @",
  quoted_character: "a quoted part has a character that is not printable",
  comment: "comments in brackets are obsolete and not accepted",
  control_character: "there is a control character or a line break",
  invisible_character: "there is an invisible character",
  damaged_character: "a character was lost when the text was read in the wrong encoding",
  broken_unicode: "there is half of a surrogate pair",
  domain_leading_dot: "the domain starts with a dot",
  domain_trailing_dot: "the domain ends with a dot",
  domain_consecutive_dots: "the domain has two dots in a row",
  domain_space: "there is white space in the domain",
  domain_character: "a domain has only letters, digits, hyphens and dots",
  domain_hyphen: "a part of the domain starts or ends with a hyphen",
  domain_idna: "the domain is not a valid internationalised name",
  domain_numeric: "the last part of a domain is never a number",
  label_too_long: "a part of the domain is longer than 63 octets",
  domain_too_long: "the domain is longer than 255 octets",
  address_too_long: "the address is longer than 254 octets",
  address_literal: "the address names an IP address instead of a domain, which is not verified",
  address_literal_malformed: "the text in square brackets is not an IP address",
} as const;

export type SyntaxProblem = keyof typeof SYNTAX_PROBLEMS;

/** A problem and its position, in UTF-16 units of the parsed text; the end of the text when something is missing. */
export interface Diagnosis {
  readonly problem: SyntaxProblem;
  readonly position: number;
}
