import type { ChangePassword } from "@winnow/contracts";
import type { Context, MemberActor } from "#context.ts";
import type { Sessions } from "#member/sessions.ts";
import { isWeakPassword } from "#member/weak-password.ts";

export type ChangePasswordOutcome =
  /** Every other session has ended; `cookies` are of a new one for this browser. */
  | { readonly outcome: "changed"; readonly cookies: readonly string[] }
  | { readonly outcome: "wrong_credentials" | "weak_password" };

/** Sets another password for a member who knows the present one. */
export async function changePassword(
  context: Pick<Context<MemberActor>, "database" | "actor"> & { readonly sessions: Sessions },
  input: ChangePassword & { readonly cookie: string },
): Promise<ChangePasswordOutcome> {
  const { email } = await context.database
    .selectFrom("members")
    .select("email")
    .where("id", "=", context.actor.memberId)
    .executeTakeFirstOrThrow();
  if (await isWeakPassword(input.new_password, email)) return { outcome: "weak_password" };
  return context.sessions.changePassword(input.cookie, {
    currentPassword: input.current_password,
    newPassword: input.new_password,
  });
}
