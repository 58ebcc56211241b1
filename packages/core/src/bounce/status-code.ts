/** What a mail server answered, in codes. */
export interface StatusCode {
  /** Enhanced status code (RFC 3463): `5.1.1`. */
  readonly enhanced?: string | undefined;
  /** Reply code (RFC 5321): `550`. */
  readonly reply?: string | undefined;
}

export interface FoundStatusCode extends StatusCode {
  /** Where in the text it stands. */
  readonly index: number;
}

const REPLY = String.raw`[245][0-5]\d`;
/** Subjects go from 0 to 7 (RFC 3463 §3), and numbers have no leading zero. That excludes many versions and dates. */
const ENHANCED = String.raw`[245]\.[0-7]\.(?:0|[1-9]\d{0,2})(?!\d|\.\w|[-_~+]\w|[ \t,]{1,3}\d{1,2}:\d\d)`;
/** What precedes a code: the start of a line, a sign, or a word that announces it. */
const LABEL = String.raw`(?:^[ \t>*-]{0,40}|[#:;=("'[<{][ \t]{0,3}|\b(?:status|code|error|dsn|reply|response|returned|said|reason)[ \t]{1,3})`;
/** What stands before a version or a date. */
const UNLIKE_STATUS =
  /\b(?:postfix|exim|sendmail|qmail|opensmtpd|haraka|exchange|zimbra|powermta|version|release|build|date|sent|v)[ \t/:("'=-]{0,3}$/i;

/** What makes a number an amount. */
const UNIT = String.raw`[ ]?(?:[kmg]i?b|bytes|messages|recipients|seconds|days)\b`;

/** `550 5.1.1`, `550-5.1.1`, `550 #5.1.1`, `550 [internal] 5.1.1`, and folded after the reply code. */
const REPLY_WITH_STATUS = new RegExp(
  String.raw`(?<![\w.])(${REPLY})[ \t\n:-]{1,20}(?:(?:\[[^\]\s]{1,40}\]|[a-z]{1,20}_[a-z]{1,20}) ){0,2}[#(<[]?(${ENHANCED})`,
);
const LABELLED_STATUS = new RegExp(`${LABEL}(${ENHANCED})`, "gim");
const LABELLED_REPLY = new RegExp(
  String.raw`${LABEL}(${REPLY})(?=[\s;)"'<-]|[:.](?:\s|$)|$)(?!-\d|${UNIT})`,
  "im",
);

const STANDALONE_STATUS = new RegExp(String.raw`(?<=(?:^|[ \t])[a-z]{1,20} )(${ENHANCED})`, "gm");
const STANDALONE_REPLY = new RegExp(String.raw`(?<![\w.:,/-])(${REPLY})(?![\w/-]|[.:]\S|${UNIT})`, "i");

/** Reads a status from the value of a field: `5.1.1 (bad destination mailbox address)`. */
export function readStatus(value: string): string | undefined {
  return /^[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(value.trim())?.[0];
}

/**
 * Finds the first status code of a text that stands where servers write one: after a reply code, at the start of a line, or
 * after a sign or word that announces it. The reply code alone counts where there is none. Versions, IP addresses and dates
 * are not taken for codes.
 */
export function findStatusCode(text: string): FoundStatusCode | undefined {
  const both = REPLY_WITH_STATUS.exec(text);
  const labelled = firstStatus(LABELLED_STATUS, text);
  if (both !== null && (labelled === undefined || both.index < labelled.index)) {
    return { reply: both[1], enhanced: both[2], index: both.index };
  }
  return combine(labelled, LABELLED_REPLY.exec(text));
}

/** Finds a status code anywhere in a sentence. It is for texts in which `findStatusCode` finds none. */
export function guessStatusCode(text: string): FoundStatusCode | undefined {
  return combine(firstStatus(STANDALONE_STATUS, text), STANDALONE_REPLY.exec(text));
}

function combine(
  status: FoundStatusCode | undefined,
  reply: RegExpExecArray | null,
): FoundStatusCode | undefined {
  const index = status?.index ?? reply?.index;
  return index === undefined ? undefined : { enhanced: status?.enhanced, reply: reply?.[1], index };
}

function firstStatus(pattern: RegExp, text: string): FoundStatusCode | undefined {
  for (const match of text.matchAll(pattern)) {
    const enhanced = match[1] ?? "";
    const index = match.index + match[0].length - enhanced.length;
    if (UNLIKE_STATUS.test(text.slice(Math.max(0, index - 24), index))) continue;
    return { index, enhanced };
  }
  return undefined;
}
