import type { Scope } from "@winnow/contracts";
import { authenticateKey, consumeAll, missingScope, type KeyActor } from "@winnow/core";
import { callerAddress } from "#middleware/caller-address.ts";
import type { FailedAuthenticationLimiter } from "#middleware/failed-authentication.ts";
import { KEY_CHALLENGE, presentedKey } from "#middleware/presented-key.ts";
import { rateLimited, setRateLimitHeaders } from "#middleware/rate-limit-headers.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route.ts";

/**
 * Lets a call under an API key in, or says why not. In this order: limiter of failed authentications per address,
 * checksum (no database), look-up, state, browser, scope, limits per key and per organization.
 * @throws ApiError
 */
export async function authenticateKeyCall(
  call: Call,
  scopes: readonly Scope[],
  limiter: FailedAuthenticationLimiter,
): Promise<Call<KeyActor>> {
  const { request, context } = call;
  const address = callerAddress(request);
  limiter.refuseBlocked(address);
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
    await limiter.countFailure(context, address, call.response);
    throw new ApiError(authentication.outcome, { headers: KEY_CHALLENGE });
  }
  const { actor, superseded } = authentication;
  if (superseded !== undefined) announceSunset(call, superseded);
  countCall(call, actor);
  refuseBrowser(call, actor);
  requireScopes(actor, scopes);
  await takeFromLimits(call, actor);
  return { ...call, context: { ...context, actor } };
}

/** @throws ApiError insufficient_scope naming the first scope that the key lacks. */
export function requireScopes(actor: KeyActor, scopes: readonly Scope[]): void {
  const required = missingScope(actor, scopes);
  if (required === undefined) return;
  throw new ApiError("insufficient_scope", {
    detail: `This call needs the scope "${required}", which the key lacks.`,
    members: { required },
  });
}

/** Counts the call once it has been answered: then it is known whether a limit refused it. */
function countCall({ api, request, response, context }: Call, actor: KeyActor): void {
  const { path } = request.route as { readonly path: string };
  const endpoint = `${request.method === "HEAD" ? "GET" : request.method} ${path}`;
  response.once("close", () => {
    api.calls.note(actor, { endpoint, denied: response.statusCode === 429, at: context.clock.now() });
  });
}

/** The token was rolled and works on for a while: RFC 9745 says since when it is deprecated, RFC 8594 until when it works. */
function announceSunset(
  { response }: Call,
  superseded: { readonly since: Date; readonly until: Date },
): void {
  response.set({
    Deprecation: `@${Math.floor(superseded.since.getTime() / 1000)}`,
    Sunset: superseded.until.toUTCString(),
  });
}

/** Browsers name the site that a request comes from (Fetch Metadata, W3C); a script in a page cannot hide it. */
function refuseBrowser({ request }: Call, actor: KeyActor): void {
  if (actor.mode === "live" && request.headers["sec-fetch-site"] !== undefined) {
    throw new ApiError("browser_use_blocked");
  }
}

async function takeFromLimits({ api, context, response }: Call, actor: KeyActor): Promise<void> {
  const state = await consumeAll(context, [
    { policy: api.options.keyLimit, subject: actor.keyId },
    { policy: api.options.organizationLimit, subject: `${actor.organizationId}:${actor.mode}` },
  ]);
  setRateLimitHeaders(response, state, context.clock.now());
  if (!state.allowed) throw rateLimited(state.policy.name, state.retryAfterSeconds);
}
