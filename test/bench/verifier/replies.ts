import type { ReplyToClassify } from "@winnow/verifier";

type Template = readonly [stage: ReplyToClassify["stage"], code: number, enhanced: string, text: string];

/** Replies of mail hosts, of every kind, as templates: `@` is the recipient, `#` a number that differs each time. */
const TEMPLATES: readonly Template[] = [
  ["rcpt", 250, "2.1.5", "Ok"],
  ["rcpt", 250, "2.1.5", "@ OK id=#-v8si#wmf.#"],
  ["rcpt", 251, "", "User not local; will forward to @"],
  ["rcpt", 252, "2.0.0", "Cannot VRFY user, but will accept message"],
  ["rcpt", 550, "5.1.1", "<@>: Recipient address rejected: User unknown in virtual mailbox table"],
  [
    "rcpt",
    550,
    "5.1.1",
    "The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces. #.# - gsmtp",
  ],
  ["rcpt", 550, "", "No such user here (#)"],
  ["rcpt", 550, "5.5.0", "Requested action not taken: mailbox unavailable (S#) [#.eur04.prod.outlook.com #]"],
  ["rcpt", 550, "5.4.1", "Recipient address rejected: Access denied. [#.eurprd.protection.outlook.com #]"],
  ["rcpt", 550, "", "Benutzer unbekannt / unknown user: @"],
  [
    "rcpt",
    554,
    "",
    "delivery error: dd This user doesn't have a yahoo.com account (@) [-#] - mta#.yahoo.com",
  ],
  ["rcpt", 550, "5.2.1", "The user's mailbox is disabled: @"],
  ["rcpt", 552, "5.2.2", "Mailbox full: @ has exceeded its quota of # MB"],
  ["rcpt", 452, "4.2.2", "The email account that you tried to reach is over quota. #"],
  ["rcpt", 551, "5.1.6", "User has moved, please try <@>"],
  ["rcpt", 451, "4.7.1", "Greylisting in action, please come back in # seconds"],
  [
    "rcpt",
    450,
    "4.2.0",
    "<@>: Recipient address rejected: Greylisted, see http://postgrey.example/help/#.html",
  ],
  [
    "rcpt",
    450,
    "4.2.1",
    "The user you are trying to contact is receiving mail at a rate that prevents it. #",
  ],
  ["rcpt", 452, "4.5.3", "Too many recipients (AS#)"],
  ["rcpt", 421, "4.7.0", "[TSS04] Messages from 192.0.2.# temporarily deferred due to user complaints"],
  ["rcpt", 550, "5.7.1", "Service unavailable, client host [192.0.2.#] blocked using zen.spamhaus.org"],
  ["rcpt", 550, "5.7.25", "The IP address sending this message does not have a PTR record setup. #"],
  ["rcpt", 554, "5.7.1", "<@>: Relay access denied"],
  ["rcpt", 550, "5.7.133", "RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; @"],
  ["rcpt", 550, "", "Administrative prohibition #"],
  ["greeting", 554, "", "mx#.example.com 192.0.2.# is not allowed to connect: bad reputation"],
  ["greeting", 421, "4.3.2", "Service not available, closing transmission channel #"],
  ["ehlo", 550, "", "Access denied - Invalid HELO name (See RFC2821 4.1.1.1) #"],
  ["mail_from", 550, "5.1.8", "<bounces#@example.com>: Sender address rejected: Domain not found"],
  ["mail_from", 530, "5.7.0", "Must issue a STARTTLS command first #"],
];

/** `count` different replies, cycling through all kinds. */
export function ordinaryReplies(count: number): ReplyToClassify[] {
  return Array.from({ length: count }, (_, index) => {
    const [stage, code, enhanced, text] = TEMPLATES[index % TEMPLATES.length] ?? ["rcpt", 250, "", "Ok"];
    const filled = text
      .replaceAll("@", `person.${index}@d${index % 200}.example`)
      .replaceAll("#", String(index * 7919));
    return {
      stage,
      code,
      text: filled,
      host: `mx${index % 9}.example.com`,
      ...(enhanced !== "" && { enhanced }),
    };
  });
}

/** Long texts that match no rule, so that every rule has to read them. */
export function endlessReplies(count: number, characters: number): ReplyToClassify[] {
  return Array.from({ length: count }, (_, index) => {
    const text = `${index} mailbox user recipient address is not un `.repeat(Math.ceil(characters / 40));
    return { stage: "rcpt", code: 550, text: text.slice(0, characters), host: "mx.example.com" };
  });
}
