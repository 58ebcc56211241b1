import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { pageOf } from "../page.ts";
import { filledText, givenEmail, timestamp } from "../scalar.ts";
import { Role } from "../vocabulary.ts";
import { Password } from "./password.ts";

const exampleInvitation = {
  id: exampleIds.invitation,
  email: "grace@acme.test",
  role: "member",
  created_at: exampleTimes.created,
  expires_at: exampleTimes.twoWeeksLater,
};

export const CreateInvitation = z
  .strictObject({
    email: givenEmail().describe("Email of the invited person and of their account. No mail is sent."),
    role: Role.describe("The new member's first role."),
  })
  .meta({
    id: "CreateInvitation",
    description: "An invitation into the caller's organization.",
    examples: [{ email: exampleInvitation.email, role: exampleInvitation.role }],
  });
export type CreateInvitation = z.infer<typeof CreateInvitation>;

export const InviteOrganization = CreateInvitation.omit({ role: true }).meta({
  id: "InviteOrganization",
  description: "An operator's invitation to sign up, where the server takes invited people only.",
  examples: [{ email: exampleInvitation.email }],
});
export type InviteOrganization = z.infer<typeof InviteOrganization>;

export const Invitation = z
  .object({
    id: z
      .string()
      .describe(
        "Sortable, `inv_` + 26 characters; revokes the invitation with `DELETE /v1/invitations/{id}`.",
      ),
    email: z
      .string()
      .describe("Email of the invited person, in lower case. The account must have this email."),
    role: Role.describe("The member's role after acceptance; `owner` for a sign-up."),
    created_at: timestamp().describe("When a member or the operator invited the person."),
    expires_at: timestamp().describe("When the invitation expires: 14 days after its creation."),
  })
  .meta({
    id: "Invitation",
    description: "An invitation that can still be accepted.",
    examples: [exampleInvitation],
  });
export type Invitation = z.infer<typeof Invitation>;

export const CreatedInvitation = Invitation.extend({
  token: z
    .string()
    .describe(
      "`wninv_` and 43 characters. It is shown once: give it to the invited person, who accepts with it.",
    ),
}).meta({
  id: "CreatedInvitation",
  description: "A new invitation. Its token is shown only in this answer.",
  examples: [{ ...exampleInvitation, token: "wninv_…" }],
});
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

export const InvitationList = pageOf(Invitation, {
  id: "InvitationList",
  description: "All invitations that can still be accepted, on one page, the newest first.",
});
export type InvitationList = z.infer<typeof InvitationList>;

export const AcceptInvitation = z
  .strictObject({
    token: z.string().min(1).max(200).describe("The token that the inviting member gave. It works once."),
    password: Password.describe("The new member's own password; 10 to 200 characters."),
    name: filledText(200).optional().describe("How colleagues see the member. Empty when left out."),
  })
  .meta({
    id: "AcceptInvitation",
    description: "The acceptance of an invitation. It needs no key and no session.",
    examples: [{ token: "wninv_…", password: "another long password", name: "Grace" }],
  });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
