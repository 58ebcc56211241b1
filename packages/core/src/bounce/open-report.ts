import PostalMime, { type Email } from "postal-mime";

/** Levels of parts within parts. Reports have three. */
const NESTING_MAX = 16;
const DELIVERY_STATUS = /^message\/(?:global-)?delivery-status$/;
/** Every message has one of these fields; a delivery status has none of them. */
const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  "received",
  "return-path",
  "from",
  "to",
  "subject",
  "date",
  "message-id",
  "mime-version",
  "content-type",
]);

/** The two places of a report that say what happened. */
export interface OpenReport {
  /** The fields of RFC 3464, or the text that may hold them. */
  readonly fields: string;
  /** The text for human readers. */
  readonly text: string;
}

/**
 * Opens a delivery report: a whole message (RFC 6522), or any part of one that was pasted. A part that holds the
 * returned message is left out. The lines of the answer end in LF.
 */
export async function openReport(report: string): Promise<OpenReport> {
  const raw = report
    .replaceAll(/\r\n?/g, "\n")
    .trim()
    // Mailbox files begin every message with such a line.
    .replace(/^>?From [^\n]*\n/, "");
  // A field, or the boundary of a part.
  const message = /^(?:--|[!-9;-~]+[ \t]*:)/.test(raw) ? await parseMessage(raw) : undefined;
  if (message === undefined) return { fields: raw, text: raw };
  const status = message.attachments
    .filter(({ mimeType }) => DELIVERY_STATUS.test(mimeType))
    .map(({ content }) => unixLines(String(content)))
    .join("\n\n");
  const text = unixLines(message.text ?? textOf(message.html) ?? bodyOf(raw));
  return { fields: status || text || raw, text };
}

/** @returns undefined where it is not a message, or one that is broken beyond reading. */
async function parseMessage(raw: string): Promise<Email | undefined> {
  try {
    const message = await PostalMime.parse(raw, {
      attachmentEncoding: "utf8",
      forceRfc822Attachments: true,
      maxNestingDepth: NESTING_MAX,
    });
    const names = message.headers.map(({ key }) => key);
    // postal-mime takes all lines before the first blank one for fields.
    const wellFormed = names.every((name) => /^[!-9;-~]+$/.test(name));
    return wellFormed && names.some((name) => MESSAGE_FIELDS.has(name)) ? message : undefined;
  } catch {
    // It is nested too deeply. postal-mime has no error class for that.
    return undefined;
  }
}

function bodyOf(raw: string): string {
  const blank = raw.indexOf("\n\n");
  return blank < 0 ? "" : raw.slice(blank);
}

function textOf(html: string | undefined): string | undefined {
  return html
    ?.replaceAll(/<(?:br|p|div|tr|li)\b[^<>]*>/gi, "\n")
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
}

function unixLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
