import { CONTROL, DAMAGED, INVISIBLE, isAtext, countOctets } from "#address/character.ts";
import type { Diagnosis, SyntaxProblem } from "#address/problem.ts";

/** A local part in normal form, and its end in the text, the position of the `@`. */
export type LocalPart =
  | { readonly ok: true; readonly local: string; readonly end: number }
  | ({ readonly ok: false } & Diagnosis);

const DOT_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/**
 * Parses the Local-part of RFC 5321 §4.1.2 (with RFC 6531) at the start of `text`, up to the `@`.
 * Normal form: NFC; quotes and backslashes only where they are needed; letters keep their case.
 */
export function readLocalPart(text: string): LocalPart {
  const part = text.startsWith('"') ? readQuoted(text) : readDotAtom(text);
  if (part.ok && countOctets(part.local) > 64) return problem("local_too_long", 0);
  return part;
}

function readDotAtom(text: string): LocalPart {
  const end = text.indexOf("@");
  if (end === -1) return problem("missing_at", text.length);
  if (end === 0) return problem("missing_local", 0);
  const local = text.slice(0, end);
  if (DOT_ATOM.test(local)) return { ok: true, local, end };
  return diagnoseDotAtom(local) ?? { ok: true, local: local.normalize("NFC"), end };
}

function diagnoseDotAtom(local: string): ({ ok: false } & Diagnosis) | undefined {
  let position = 0;
  for (const character of local) {
    if (character === ".") {
      if (position === 0) return problem("local_leading_dot", position);
      if (position === local.length - 1) return problem("local_trailing_dot", position);
      if (local[position - 1] === ".") return problem("local_consecutive_dots", position);
    } else if (CONTROL.test(character)) return problem("control_character", position);
    else if (character === " ") return problem("local_space", position);
    else if (DAMAGED.test(character)) return problem("damaged_character", position);
    else if (INVISIBLE.test(character)) return problem("invisible_character", position);
    else if (character === '"') return problem("quote_in_dot_atom", position);
    else if (character === "(" || character === ")") return problem("comment", position);
    // NFC converts the Greek question mark to a semicolon.
    else if (!isAtext(character.normalize("NFC"))) return problem("local_character", position);
    position += character.length;
  }
  return undefined;
}

/** Quoted-string of RFC 5321 §4.1.2: printable ASCII and, with RFC 6531, everything outside it. */
function readQuoted(text: string): LocalPart {
  let content = "";
  let position = 1;
  for (;;) {
    const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
    if (position >= text.length) return problem("quote_not_closed", 0);
    if (character === '"') break;
    if (CONTROL.test(character)) return problem("quoted_character", position);
    if (DAMAGED.test(character)) return problem("damaged_character", position);
    if (INVISIBLE.test(character)) return problem("invisible_character", position);
    if (character === "\\") {
      const escaped = text[position + 1];
      if (escaped === undefined) return problem("quote_not_closed", 0);
      if (!/[\u0020-\u007e]/.test(escaped)) return problem("quoted_character", position + 1);
      content += escaped;
      position += 2;
    } else {
      content += character;
      position += character.length;
    }
  }
  const end = position + 1;
  if (end >= text.length) return problem("missing_at", text.length);
  if (text[end] !== "@") return problem("quote_in_dot_atom", end);
  return { ok: true, local: quoteWhereNeeded(content.normalize("NFC")), end };
}

/** RFC 5321 §4.1.2: `"a"` and `a` are the same mailbox, and quotes should be left out when possible. */
function quoteWhereNeeded(content: string): string {
  if (content !== "" && diagnoseDotAtom(content) === undefined) return content;
  return `"${content.replace(/["\\]/g, "\\$&")}"`;
}

function problem(code: SyntaxProblem, position: number): { ok: false } & Diagnosis {
  return { ok: false, problem: code, position };
}
