/** Names whose value is a secret wherever they stand in a log line; compared without case, `-` and `_`. */
const secretName =
  '[^"]*(?:authorization|cookie|password|passwd|secret|token|api[-_]?key|pepper|signature|connection[-_]?string)s?';

const secretMember = new RegExp(
  `("${secretName}":)(?:"(?:[^"\\\\]|\\\\.)*"|\\[(?:"(?:[^"\\\\]|\\\\.)*",?)*\\])`,
  "gi",
);
const apiKey = /\bwn_(live|test)_[0-9A-Za-z]{8,}/g;
/** Tokens of operators and of invitations. */
const otherToken = /\b(wn_ops|wninv)_[0-9A-Za-z_-]{8,}/g;
const webhookSecret = /\bwhsec_[0-9A-Za-z+/=_-]{8,}/g;
const bearer = /\b(Bearer|Basic) [0-9A-Za-z._~+/=-]{8,}/gi;
const urlPassword = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@"\\]*):[^\s/?#@"\\]+@/gi;

/**
 * Masks secrets in log lines: API keys, tokens of operators and invitations, callback secrets, bearer tokens and passwords
 * in URLs. String values whose name denotes a secret are masked at any depth of a JSON line.
 */
export function scrubSecrets(text: string): string {
  return text
    .replace(secretMember, '$1"[redacted]"')
    .replace(apiKey, "wn_$1_[redacted]")
    .replace(otherToken, "$1_[redacted]")
    .replace(webhookSecret, "whsec_[redacted]")
    .replace(bearer, "$1 [redacted]")
    .replace(urlPassword, "$1:[redacted]@");
}
