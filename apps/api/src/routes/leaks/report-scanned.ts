import { ScannedLeaks, ScannedLeaksAnswer } from "@winnow/contracts";
import { reportLeak } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { isSignedByScanner } from "#leak/scanner-keys.ts";
import { defineRoute } from "#route/define.ts";

/** A thousand findings with their places. The signature can be checked only after all of it has been read. */
const BODY_MAX_BYTES = 1024 * 1024;

/**
 * Revokes the keys that a code host found in its repositories. The host signs the body, so that only it learns from the answer
 * which of the tokens were keys.
 */
export const reportScannedLeaks = defineRoute({
  id: "reportScannedLeaks",
  tag: "Keys",
  summary: "Revoke keys that a code host found",
  description:
    "For the secret scanning of a code host, which signs its report. Answered with 404 where no scanner is configured (`LEAK_SCANNER_KEYS_FILE`).",
  method: "POST",
  path: "/v1/leaks/scanner",
  access: "anyone",
  bodyMaxBytes: BODY_MAX_BYTES,
  body: ScannedLeaks,
  signature: {
    description:
      "Signed with ECDSA by the code host, under one of the keys in this server's `LEAK_SCANNER_KEYS_FILE`.",
    headers: {
      "Github-Public-Key-Identifier": "Which of the scanner's public keys verifies the signature.",
      "Github-Public-Key-Signature": "The ECDSA signature of the body, in Base64.",
    },
  },
  answers: {
    200: { description: "For each token, whether it was a key of this server.", json: ScannedLeaksAnswer },
  },
  errors: ["not_found"],
  admit({ api }) {
    if (api.options.leakScannerKeys.size > 0) return;
    throw new ApiError("not_found", {
      detail: "No scanner is configured on this server (LEAK_SCANNER_KEYS_FILE).",
    });
  },
  verify({ request, api }, body) {
    const identifier = request.get("github-public-key-identifier") ?? "";
    const signature = request.get("github-public-key-signature") ?? "";
    if (isSignedByScanner(api.options.leakScannerKeys, { identifier, signature, body })) return;
    throw new ApiError("invalid_signature", {
      detail:
        "Github-Public-Key-Signature is not a signature of the body by the key that Github-Public-Key-Identifier names.",
    });
  },
  async handle({ context, body }) {
    const answer: ScannedLeaksAnswer = [];
    for (const { token, type, url } of body) {
      const { outcome } = await reportLeak(context, { token, url });
      const label = outcome === "revoked" ? "true_positive" : "false_positive";
      answer.push({ token_raw: token, token_type: type, label });
    }
    return { status: 200, json: answer };
  },
});
