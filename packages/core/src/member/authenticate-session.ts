import type { Mode } from "@winnow/contracts";
import type { Context, MemberActor } from "#context.ts";
import { scopesOfRole } from "#member/role.ts";
import type { Sessions } from "#member/sessions.ts";

export type AuthenticateSessionOutcome =
  | {
      readonly outcome: "authenticated";
      readonly actor: MemberActor;
      /** To be set in the answer: now and then a session is prolonged. */
      readonly cookies: readonly string[];
    }
  | { readonly outcome: "no_session" | "organization_suspended" };

/** Tells which member is signed in, as of now: a role that was changed, or a member who was removed, counts at once. */
export async function authenticateSession(
  context: Pick<Context, "database"> & { readonly sessions: Sessions },
  input: { readonly cookie: string; readonly mode: Mode },
): Promise<AuthenticateSessionOutcome> {
  const session = await context.sessions.find(input.cookie);
  if (session === undefined) return { outcome: "no_session" };
  const member = await context.database
    .selectFrom("members")
    .innerJoin("organizations", "organizations.id", "members.organization_id")
    .select(["members.id", "members.organization_id", "members.role", "organizations.suspended_at"])
    .where("members.id", "=", session.memberId)
    .executeTakeFirst();
  if (member === undefined) return { outcome: "no_session" };
  if (member.suspended_at !== null) return { outcome: "organization_suspended" };
  return {
    outcome: "authenticated",
    cookies: session.cookies,
    actor: {
      type: "member",
      memberId: member.id,
      sessionId: session.sessionId,
      organizationId: member.organization_id,
      mode: input.mode,
      role: member.role,
      scopes: scopesOfRole[member.role],
    },
  };
}
