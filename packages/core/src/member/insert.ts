import type { Role } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";

export interface NewMember {
  readonly organizationId: string;
  /** Normalized. */
  readonly email: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly name: string;
}

/** Stores a member with their password, in the caller's transaction. Fails when the email is taken. */
export async function insertMember(
  transaction: Connection,
  member: NewMember,
): Promise<DatabaseOutput<"members">> {
  const id = createId("mem");
  const inserted = await transaction
    .insertInto("members")
    .values({
      id,
      organization_id: member.organizationId,
      // The database's lower() is applied, too, because a constraint of the column uses it and locales differ about some
      // letters.
      email: sql`lower(${member.email})`,
      role: member.role,
      name: member.name,
      image: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto("credentials")
    .values({
      id: createId("cre"),
      member_id: id,
      password: member.passwordHash,
      provider_id: "credential",
      account_id: id,
    })
    .execute();
  return inserted;
}

/** The unique constraint decides, so that two sign-ups at the same time cannot both pass a check. */
export function isEmailTaken(error: unknown): boolean {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string };
  return code === "23505" && constraint === "members_email_key";
}
