/** The stage of a reply in the dialogue. */
export type TranscriptStage = "greeting" | "ehlo" | "mail_from" | "rcpt";

/** One reply as received, and its meaning. */
export interface TranscriptReply {
  readonly stage: TranscriptStage;
  /** In the service's vocabulary; `accepted` means only that the host accepts the address. */
  readonly reason: string;
  /** With their codes, without CRLF. The recipient is written as `{recipient}`. */
  readonly lines: readonly string[];
}

/** The replies of one provider's mail hosts, or the default texts of a mail server. */
export interface Transcript {
  /** Of the provider, as the service names it, or of the mail server. */
  readonly id: string;
  /** The provider or the software with these texts. */
  readonly speaker: string;
  /** Name of such a host; absent for mail servers, which have their owners' host names. */
  readonly host?: string;
  readonly replies: readonly TranscriptReply[];
}

/**
 * Parses a transcript. Its wording follows the documents that its file names, and logs that others have published; addresses
 * and host names in it are invented (192.0.2.0/24, 2001:db8::/32, names below .test).
 * @param text blocks with a blank line between them, each a line with stage and reason and then the reply's lines:
 * `rcpt mailbox_not_found`, `550 5.1.1 User unknown`.
 */
export function defineTranscript(about: Omit<Transcript, "replies">, text: string): Transcript {
  const replies = text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [heading = "", ...lines] = block.split("\n").map((line) => line.trim());
      const [stage = "", reason = ""] = heading.split(" ");
      return { stage: stage as TranscriptStage, reason, lines };
    });
  return { ...about, replies };
}
