import { ScannedLeaks, type ScannedLeaksAnswer } from "@winnow/contracts";
import { reportLeak } from "@winnow/core";
import { parseJson, readJsonText } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { isSignedByScanner } from "#leak/scanner-keys.ts";
import { defineRoute } from "#route.ts";

/**
 * Ends the keys that a code host found in its repositories. The host signs the body; who holds no token has no other way to
 * learn from the answer which of them were keys.
 */
export const reportScannedLeaks = defineRoute({
  method: "POST",
  path: "/v1/leaks/scanner",
  access: "anyone",
  async handle({ request, response, api, context }) {
    const { leakScannerKeys } = api.options;
    if (leakScannerKeys.size === 0) {
      throw new ApiError("not_found", { detail: "No scanner is set up here (LEAK_SCANNER_KEYS_FILE)." });
    }
    const body = await readJsonText(request, api.options.jsonBodyMaxBytes);
    const identifier = request.get("github-public-key-identifier") ?? "";
    const signature = request.get("github-public-key-signature") ?? "";
    if (!isSignedByScanner(leakScannerKeys, { identifier, signature, body })) {
      throw new ApiError("invalid_signature", {
        detail:
          "Github-Public-Key-Signature is not that of the body under the key that Github-Public-Key-Identifier names.",
      });
    }
    const leaks = validate(ScannedLeaks, parseJson(body));
    requireStorable(leaks);
    const answer: ScannedLeaksAnswer = [];
    for (const { token, type, url } of leaks) {
      const { outcome } = await reportLeak(context, { token, url });
      const label = outcome === "revoked" ? "true_positive" : "false_positive";
      answer.push({ token_raw: token, token_type: type, label });
    }
    response.json(answer);
  },
});
