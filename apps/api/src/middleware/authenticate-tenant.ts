import type { Scope } from "@winnow/contracts";
import { callerOf, consumeLimits, missingScope, type TenantActor } from "@winnow/core";
import { authenticateKeyCall } from "#middleware/authenticate-key.ts";
import { authenticateMember, requireMode } from "#middleware/authenticate-session.ts";
import { rateLimited, setRateLimitHeaders } from "#limit/rate-limit-headers.ts";
import { sessionCookieOf } from "#middleware/session-cookie.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route/call.ts";

/**
 * Admits a caller that acts for an organization, by API key or session; a key takes precedence. Then it counts the call,
 * refuses live keys from browsers, checks the scopes, and applies the limits of the caller and the organization.
 * @throws ApiError
 */
export async function authenticateTenantCall(
  call: Call,
  scopes: readonly Scope[],
): Promise<Call<TenantActor>> {
  const { headers } = call.request;
  const keyPresented = headers.authorization !== undefined || headers["x-api-key"] !== undefined;
  const bySession = !keyPresented && sessionCookieOf(call.request) !== undefined;
  const admitted = bySession ? await authenticateMember(call) : await authenticateKeyCall(call);
  const { actor } = admitted.context;
  countCall(call, actor);
  refuseBrowser(call, actor);
  requireScopes(actor, scopes);
  await takeFromLimits(call, actor);
  requireMode(call.request);
  return admitted;
}

/** @throws ApiError insufficient_scope naming the first scope that the key, or the member's role, lacks. */
export function requireScopes(actor: TenantActor, scopes: readonly Scope[]): void {
  const required = missingScope(actor, scopes);
  if (required !== undefined) throw insufficientScope(actor, required);
}

/** The refusal of a call that lacks a scope. */
export function insufficientScope(actor: TenantActor, required: Scope): ApiError {
  const whose = actor.type === "key" ? "the key" : `your role (${actor.role})`;
  return new ApiError("insufficient_scope", {
    detail: `This call needs the scope "${required}", which ${whose} lacks.`,
    members: { required },
  });
}

/** Counts the call after its answer: only then is it known whether a limit refused it. */
function countCall({ api, request, response, context }: Call, actor: TenantActor): void {
  const { path } = request.route as { readonly path: string };
  const endpoint = `${request.method === "HEAD" ? "GET" : request.method} ${path}`;
  response.once("close", () => {
    api.calls.note(actor, { endpoint, denied: response.statusCode === 429, at: context.clock.now() });
  });
}

/** @throws ApiError rate_limited */
async function takeFromLimits({ api, context, response }: Call, actor: TenantActor): Promise<void> {
  const state = await consumeLimits(context, [
    { policy: api.options.keyLimit, subject: callerOf(actor) },
    { policy: api.options.organizationLimit, subject: `${actor.organizationId}:${actor.mode}` },
  ]);
  setRateLimitHeaders(response, state, context.clock.now());
  if (!state.allowed) throw rateLimited(state.policy.name, state.retryAfterSeconds);
}

/** Browsers name the site that a request comes from (Fetch Metadata, W3C); a script in a page cannot forge it. */
function refuseBrowser({ request }: Call, actor: TenantActor): void {
  if (actor.type === "key" && actor.mode === "live" && request.headers["sec-fetch-site"] !== undefined) {
    throw new ApiError("browser_use_blocked");
  }
}
