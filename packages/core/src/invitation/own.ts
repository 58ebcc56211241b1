import type { InvitationList } from "@winnow/contracts";
import { sql } from "kysely";
import type { Context, MemberActor } from "#context.ts";
import { presentInvitation } from "#invitation/present.ts";

type MemberContext = Pick<Context<MemberActor>, "database" | "actor">;

/** The organization's invitations that can still be accepted, the newest first. */
export async function listInvitations(context: MemberContext): Promise<InvitationList> {
  const invitations = await context.database
    .selectFrom("invitations")
    .selectAll()
    .where("organization_id", "=", context.actor.organizationId)
    .where("accepted_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .orderBy("id", "desc")
    .execute();
  return { data: invitations.map(presentInvitation), next_cursor: null, has_more: false };
}

/** Withdraws an invitation. One that was accepted stays: remove the member instead. */
export async function revokeInvitation(
  context: MemberContext,
  input: { readonly invitationId: string },
): Promise<{ readonly outcome: "revoked" | "not_found" }> {
  const revoked = await context.database
    .deleteFrom("invitations")
    .where("id", "=", input.invitationId)
    .where("organization_id", "=", context.actor.organizationId)
    .where("accepted_at", "is", null)
    .executeTakeFirst();
  return { outcome: revoked.numDeletedRows === 1n ? "revoked" : "not_found" };
}
