/** One complete SMTP reply (RFC 5321 §4.2), all its lines together. */
export interface Reply {
  /** 200 to 599. */
  readonly code: number;
  /** Enhanced status code (RFC 3463), for example `5.1.1`. */
  readonly enhanced?: string;
  /** Lines without codes, joined by one blank; printable, bounded. */
  readonly text: string;
  /** The same by line: EHLO answers one extension per line. */
  readonly lines: readonly string[];
}
