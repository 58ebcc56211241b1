import type { Role } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import type { MemberActor } from "#context.ts";

/** Locks every owner, so that two owners who remove each other at once cannot leave the organization without one. */
export async function refuseLastOwner(
  transaction: Connection,
  actor: MemberActor,
  next: { readonly memberId: string; readonly role: Role | undefined },
): Promise<"not_found" | "last_owner" | undefined> {
  const members = await transaction
    .selectFrom("members")
    .select(["id", "role"])
    .where("organization_id", "=", actor.organizationId)
    .where((either) => either.or([either("role", "=", "owner"), either("id", "=", next.memberId)]))
    .orderBy("id")
    .forUpdate()
    .execute();
  if (!members.some(({ id }) => id === next.memberId)) return "not_found";
  if (next.role === "owner") return undefined;
  const othersRule = members.some(({ id, role }) => role === "owner" && id !== next.memberId);
  return othersRule ? undefined : "last_owner";
}
