import type { CreatedInvitation, Role } from "@winnow/contracts";
import { inTransaction } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { Context, MemberActor } from "#context.ts";
import { generateInvitationToken, hashInvitationToken } from "#invitation/token.ts";
import { presentInvitation } from "#invitation/present.ts";
import { holdMember } from "#member/hold.ts";
import { normalizeEmail } from "#member/email.ts";

const VALID_DAYS = 14;

export type CreateInvitationOutcome =
  | { readonly outcome: "invited"; readonly invitation: CreatedInvitation }
  /** `caller_ended`: the member who invites was removed meanwhile. */
  | { readonly outcome: "invalid_email" | "caller_ended" };

/**
 * Invites a person for two weeks: a member invites into their own organization, the operator to sign up with a new one. The
 * token is in the answer only; the inviter passes it on.
 */
export async function createInvitation(
  context: Pick<Context<MemberActor | { readonly type: "operator" }>, "database" | "actor">,
  input: { readonly email: string; readonly role: Role },
): Promise<CreateInvitationOutcome> {
  const { actor } = context;
  const email = normalizeEmail(input.email);
  if (email === undefined) return { outcome: "invalid_email" };
  return inTransaction(context.database, async (transaction): Promise<CreateInvitationOutcome> => {
    if (actor.type === "member" && !(await holdMember(transaction, actor)))
      return { outcome: "caller_ended" };
    const token = generateInvitationToken();
    const invitation = await transaction
      .insertInto("invitations")
      .values({
        id: createId("inv"),
        organization_id: actor.type === "member" ? actor.organizationId : null,
        invited_by: actor.type === "member" ? actor.memberId : null,
        email: sql`lower(${email})`,
        role: input.role,
        token_hash: hashInvitationToken(token),
        expires_at: sql<Date>`now() + make_interval(days => ${VALID_DAYS})`,
        accepted_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return { outcome: "invited", invitation: { ...presentInvitation(invitation), token } };
  });
}
