import { authenticateKey, type KeyActor } from "@winnow/core";
import { callerAddress } from "#middleware/caller-address.ts";
import { KEY_CHALLENGE, presentedKey } from "#middleware/presented-key.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route/call.ts";

/**
 * Finds the API key of a call, or refuses the call. In this order: checksum (no database), look-up, state. Each failure is
 * counted by address.
 * @throws ApiError
 */
export async function authenticateKeyCall(call: Call): Promise<Call<KeyActor>> {
  const { request, context, api } = call;
  const authentication = await authenticateKey(context, {
    token: presentedKey(request),
    address: request.ip ?? "",
  });
  if (authentication.outcome === "organization_suspended") throw new ApiError("organization_suspended");
  if (authentication.outcome === "ip_not_allowed") {
    throw new ApiError("ip_not_allowed", {
      detail: `The key may not be used from ${request.ip}.`,
      members: { address: request.ip },
    });
  }
  if (authentication.outcome !== "authenticated") {
    await api.failedAuthentications.countFailure(context, callerAddress(request), call.response);
    throw new ApiError(authentication.outcome, { headers: KEY_CHALLENGE });
  }
  const { actor, superseded } = authentication;
  if (superseded !== undefined) announceSunset(call, superseded);
  return { ...call, context: { ...context, actor } };
}

/** The token was rolled and still works: RFC 9745 has the time of its deprecation, RFC 8594 that of its end. */
function announceSunset(
  { response }: Call,
  superseded: { readonly since: Date; readonly until: Date },
): void {
  response.set({
    Deprecation: `@${Math.floor(superseded.since.getTime() / 1000)}`,
    Sunset: superseded.until.toUTCString(),
  });
}
