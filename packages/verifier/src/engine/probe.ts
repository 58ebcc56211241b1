import { createHmac } from "node:crypto";
import type { Evidence, ProbeShape } from "#evidence/evidence.ts";
import { NO_HOSTS, type DomainWork, type Question } from "#engine/question.ts";

/** Unambiguous letters and digits. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz";
const DIGITS = "23456789";
/** Letters and digits of a token. With a random mixture, one token in a hundred would have no digit. */
const TOKEN_PATTERN = "LLDLLLDLLDLLLLDL";
const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";
/** Syllables of a first name and a last name. */
const SYLLABLES = [3, 4] as const;

/**
 * An address at `domain` that does not exist. `name` looks like a person's name and is not one: seven random syllables are not
 * a real name. `token` looks machine-made. The same key gives the same addresses, so that a host which greylists by recipient
 * recognizes them on the next attempt.
 */
function probeAddress(domain: string, key: string, shape: ProbeShape): string {
  const bytes = createHmac("sha256", key).update(`${shape} ${domain}`).digest();
  return `${shape === "name" ? nameFrom(bytes) : tokenFrom(bytes)}@${domain}`;
}

function nameFrom(bytes: Buffer): string {
  let at = 0;
  const letter = (alphabet: string): string => alphabet[(bytes[at++] ?? 0) % alphabet.length] ?? "";
  const word = (syllables: number): string =>
    Array.from({ length: syllables }, () => letter(CONSONANTS) + letter(VOWELS)).join("");
  return SYLLABLES.map(word).join(".");
}

/** Starts with a letter. */
function tokenFrom(bytes: Buffer): string {
  return TOKEN_PATTERN.replaceAll(/[LD]/g, (kind, at: number) => {
    const alphabet = kind === "L" ? LETTERS : DIGITS;
    return alphabet[(bytes[at] ?? 0) % alphabet.length] ?? "x";
  });
}

/**
 * The probe whether a domain accepts an address that does not exist: first one that looks like a name and, unless it is
 * refused, a second one. `asked` is the real question, answered by the right host.
 */
export function createProbe(
  asked: {
    readonly domain: DomainWork;
    readonly avoided?: ReadonlySet<string>;
    readonly deadlineAt?: number;
  },
  key: string,
): Question {
  return probeOf("name", asked, key, []);
}

/** A failed connection says nothing about the address; an exhausted budget says: retry later. */
const TELLING: ReadonlySet<Evidence["stage"]> = new Set(["catch_all", "budget"]);

function probeOf(
  shape: ProbeShape,
  asked: {
    readonly domain: DomainWork;
    readonly avoided?: ReadonlySet<string>;
    readonly deadlineAt?: number;
  },
  key: string,
  evidence: Evidence[],
): Question {
  const { domain, avoided = NO_HOSTS, deadlineAt } = asked;
  const probe: Question = {
    stage: "catch_all",
    shape,
    recipient: probeAddress(domain.name, key, shape),
    smtputf8: false,
    domain,
    evidence,
    avoided,
    tries: 0,
    answer: () => domain.probe.report({ evidence: evidence.filter(({ stage }) => TELLING.has(stage)) }),
    ...(shape === "name" && { followUp: () => probeOf("token", probe, key, evidence) }),
  };
  // Calls that wait for it have their budget from the answered question.
  if (deadlineAt !== undefined) probe.deadlineAt = deadlineAt;
  return probe;
}
