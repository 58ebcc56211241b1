import type { MailServer, Recipient, Session } from "#smtp/mail-server.ts";
import { reply, type Reaction } from "#smtp/reply.ts";

export type RecipientRule = NonNullable<MailServer["rcpt"]>;

const OK = reply(250, "2.1.5 Ok");

/** Known mailboxes are accepted, others refused with 550 5.1.1, with the text of Postfix. */
export function acceptKnown(_session: Session, recipient: Recipient): Reaction {
  if (recipient.exists) return OK;
  const text = `5.1.1 <${recipient.address}>: Recipient address rejected: User unknown in local recipient table`;
  return reply(550, text);
}

/** Every recipient is accepted. */
export const acceptAll: RecipientRule = () => OK;

/** Known mailboxes get this reply, others are refused with 550 5.1.1. */
export function answerKnown(code: number, text: (address: string) => string): RecipientRule {
  return (session, recipient) =>
    recipient.exists ? reply(code, text(recipient.address)) : acceptKnown(session, recipient);
}
