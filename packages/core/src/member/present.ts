import type { Member } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";

/** A member as colleagues see them. */
export function presentMember(
  member: Pick<DatabaseOutput<"members">, "id" | "email" | "name" | "role" | "created_at">,
): Member {
  const { id, email, name, role } = member;
  return { id, email, name, role, created_at: member.created_at.toISOString() };
}
