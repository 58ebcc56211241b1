import { constantTimeEqual } from "@winnow/runtime";
import type { Request } from "express";
import { callerAddress } from "#middleware/caller-address.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route/call.ts";

/** HTTP Basic, so that a browser prompts for the password (RFC 7617). */
const OPERATOR_CHALLENGE = { "WWW-Authenticate": 'Basic realm="Winnow operators", charset="UTF-8"' };

/**
 * Admits operators: the operator token as Bearer, or as the password of HTTP Basic under any user name.
 * @throws ApiError invalid_operator_token; rate_limited after too many failures from one address.
 */
export async function authenticateOperatorCall(call: Call): Promise<Call<{ readonly type: "operator" }>> {
  const { request, api, context } = call;
  const token = presentedOperatorToken(request);
  if (token !== undefined && constantTimeEqual(token, api.operatorToken)) {
    return { ...call, context: { ...context, actor: { type: "operator" } } };
  }
  // A browser's first request has no credentials: it does not count as a guess.
  if (token !== undefined) {
    await api.failedAuthentications.countFailure(context, callerAddress(request), call.response);
  }
  throw new ApiError("invalid_operator_token", { headers: OPERATOR_CHALLENGE });
}

function presentedOperatorToken(request: Request): string | undefined {
  const [, scheme, credentials = ""] = /^(\S+) +(\S+) *$/.exec(request.headers.authorization ?? "") ?? [];
  if (scheme?.toLowerCase() === "bearer") return credentials;
  if (scheme?.toLowerCase() !== "basic") return undefined;
  return Buffer.from(credentials, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
}
