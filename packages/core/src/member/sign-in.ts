import type { SessionAnswer, SignIn } from "@winnow/contracts";
import type { Context } from "#context.ts";
import { presentMember } from "#member/present.ts";
import type { Sessions, SessionOrigin } from "#member/sessions.ts";
import { normalizeEmail } from "#member/email.ts";

export type SignInOutcome =
  | { readonly outcome: "signed_in"; readonly answer: SessionAnswer; readonly cookies: readonly string[] }
  | { readonly outcome: "invalid_credentials" | "invalid_email" };

/** Opens a session for a member, by email and password. */
export async function signIn(
  context: Pick<Context, "database"> & { readonly sessions: Sessions },
  input: SignIn & SessionOrigin,
): Promise<SignInOutcome> {
  const { password, address, userAgent } = input;
  const email = normalizeEmail(input.email);
  if (email === undefined) return { outcome: "invalid_email" };
  const opened = await context.sessions.open({ email, password, address, userAgent });
  if (opened.outcome === "wrong_credentials") return { outcome: "invalid_credentials" };
  return {
    outcome: "signed_in",
    answer: await describeSession(context, opened),
    cookies: opened.cookies,
  };
}

/** The member that a session belongs to. */
export async function describeSession(
  context: Pick<Context, "database">,
  session: { readonly sessionId: string; readonly memberId: string; readonly expiresAt: Date },
): Promise<SessionAnswer> {
  const member = await context.database
    .selectFrom("members")
    .innerJoin("organizations", "organizations.id", "members.organization_id")
    .selectAll("members")
    .select("organizations.name as organization_name")
    .where("members.id", "=", session.memberId)
    .executeTakeFirstOrThrow();
  return {
    id: session.sessionId,
    member: presentMember(member),
    organization: { id: member.organization_id, name: member.organization_name },
    expires_at: session.expiresAt.toISOString(),
  };
}
