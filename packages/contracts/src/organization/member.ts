import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { pageOf } from "../page.ts";
import { timestamp } from "../scalar.ts";
import { Role } from "../vocabulary.ts";

export const exampleMember = {
  id: exampleIds.member,
  email: "ada@acme.test",
  name: "Ada",
  role: "owner",
  created_at: exampleTimes.created,
};

export const Member = z
  .object({
    id: z
      .string()
      .describe(
        "Sortable, `mem_` + 26 characters. Usage grouped by key shows it for members who work in a session.",
      ),
    email: z
      .string()
      .describe("Email with which the member signs in, in lower case. It is unique on this server."),
    name: z.string().describe("The name given on accepting the invitation; may be empty."),
    role: Role.describe("The member's rights; a change applies from the next call on."),
    created_at: timestamp().describe("When the member signed up or accepted the invitation."),
  })
  .meta({
    id: "Member",
    description: "A person who signs in with a password and works for an organization.",
    examples: [exampleMember],
  });
export type Member = z.infer<typeof Member>;

export const MemberList = pageOf(Member, {
  id: "MemberList",
  description: "All members of the organization on one page, the longest-standing first.",
});
export type MemberList = z.infer<typeof MemberList>;

export const ChangeRole = z
  .strictObject({
    role: Role.describe("The new role. The last owner keeps theirs: the call is refused with `last_owner`."),
  })
  .meta({
    id: "ChangeRole",
    description: "A new role for a member, from now on.",
    examples: [{ role: "read_only" }],
  });
export type ChangeRole = z.infer<typeof ChangeRole>;

export const RemoveMemberQuery = z
  .strictObject({
    keep_keys: z.enum(["true", "false"]).optional().meta({
      type: "boolean",
      enum: undefined,
      description:
        "Leaves the keys in force that the member made or rolled: roll each of them, because the member knows the token. false by default.",
    }),
  })
  .meta({ id: "RemoveMemberQuery", description: "What becomes of the keys of a member who is removed." });
export type RemoveMemberQuery = z.infer<typeof RemoveMemberQuery>;
