import type { CallAnswer } from "#paid-provider.ts";

export type Failure = Extract<CallAnswer, { readonly outcome: "refused" | "unknown" }>;

/** Certificates that are not trusted: the handshake ends before the request begins. */
const untrusted = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;
const unreached = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The outcome of a call without an answer: a service that was never reached did not bill; otherwise it is unknown. */
export function explainFailure(error: unknown): Failure {
  const code = codeOf(error);
  if (code !== undefined && (unreached.has(code) || untrusted.test(code)))
    return { outcome: "refused", reason: "unavailable", detail: `could not be reached (${code})` };
  return {
    outcome: "unknown",
    detail: code === undefined ? "the connection broke" : `the connection broke (${code})`,
  };
}

/** The code of an error or of its cause. Messages are left out, because they may quote the request. */
function codeOf(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if ("code" in cause && typeof cause.code === "string" && /^[A-Z][A-Z0-9_]*$/.test(cause.code))
      return cause.code;
  }
  return undefined;
}
