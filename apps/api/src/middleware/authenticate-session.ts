import { Mode, type Role } from "@winnow/contracts";
import { authenticateSession, type MemberActor } from "@winnow/core";
import type { Request } from "express";
import { validationFailed } from "#body/validate.ts";
import { refuseCrossSite } from "#middleware/same-site.ts";
import { sessionCookieOf, setCookies } from "#middleware/session-cookie.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Call } from "#route/call.ts";

/**
 * Admits a signed-in member. The header `Winnow-Mode` selects live or test.
 * @throws ApiError session_required, cross_site_request, organization_suspended, validation_failed
 */
export async function authenticateMember(call: Call): Promise<Call<MemberActor>> {
  const { request, response, api, context } = call;
  const cookie = sessionCookieOf(request);
  if (cookie === undefined) throw new ApiError("session_required");
  if (request.method !== "GET" && request.method !== "HEAD") refuseCrossSite(request, api.options.publicUrl);
  const mode = Mode.safeParse(request.get("winnow-mode") ?? "live");
  const input = { cookie, mode: mode.data ?? "live" };
  const authentication = await authenticateSession({ ...context, sessions: api.sessions }, input);
  switch (authentication.outcome) {
    case "no_session":
      throw new ApiError("session_required", { detail: "The session has ended: sign in again." });
    case "organization_suspended":
      throw new ApiError("organization_suspended");
    case "authenticated":
      requireMode(request);
      setCookies(response, authentication.cookies);
      return { ...call, context: { ...context, actor: authentication.actor } };
  }
}

/** @throws ApiError insufficient_role */
export function requireRole(actor: MemberActor, roles: readonly Role[]): void {
  if (roles.includes(actor.role)) return;
  throw new ApiError("insufficient_role", {
    detail: `This call needs the role ${roles.join(" or ")}; yours is ${actor.role}.`,
    members: { required: roles },
  });
}

/**
 * The header `Winnow-Mode` selects the mode of a session's call, live by default. With a key it has no effect, but an unknown
 * mode is refused all the same.
 * @throws ApiError validation_failed
 */
export function requireMode(request: Request): void {
  if (Mode.safeParse(request.get("winnow-mode") ?? "live").success) return;
  throw validationFailed([
    { pointer: "Winnow-Mode", code: "invalid_value", message: "must be live or test" },
  ]);
}
