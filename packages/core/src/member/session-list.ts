import type { SessionAnswer, SessionList } from "@winnow/contracts";
import { sql } from "kysely";
import type { Context, MemberActor } from "#context.ts";
import { describeSession } from "#member/sign-in.ts";

type MemberContext = Pick<Context<MemberActor>, "database" | "actor">;

/** The session that the call was made in. */
export async function getSession(context: MemberContext): Promise<SessionAnswer> {
  const { sessionId, memberId } = context.actor;
  const { expires_at: expiresAt } = await context.database
    .selectFrom("sessions")
    .select("expires_at")
    .where("id", "=", sessionId)
    .executeTakeFirstOrThrow();
  return describeSession(context, { sessionId, memberId, expiresAt });
}

/** Where the member is signed in, the newest first. */
export async function listSessions(context: MemberContext): Promise<SessionList> {
  const sessions = await context.database
    .selectFrom("sessions")
    .selectAll()
    .where("member_id", "=", context.actor.memberId)
    .where("expires_at", ">", sql<Date>`now()`)
    .orderBy("id", "desc")
    .execute();
  return {
    data: sessions.map((session) => ({
      id: session.id,
      address: session.ip_address,
      user_agent: session.user_agent,
      created_at: session.created_at.toISOString(),
      expires_at: session.expires_at.toISOString(),
      current: session.id === context.actor.sessionId,
    })),
    next_cursor: null,
    has_more: false,
  };
}

/** Ends one of the member's own sessions. */
export async function endSession(
  context: MemberContext,
  input: { readonly sessionId: string },
): Promise<{ readonly outcome: "ended" | "not_found" }> {
  const ended = await context.database
    .deleteFrom("sessions")
    .where("id", "=", input.sessionId)
    .where("member_id", "=", context.actor.memberId)
    .executeTakeFirst();
  return { outcome: ended.numDeletedRows === 1n ? "ended" : "not_found" };
}
