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
    email: givenEmail().describe("Who is invited; the account gets this email. No mail is sent."),
    role: Role.describe("What the new member may do from the start."),
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
        "Sortable, `inv_` + 26 characters; takes the invitation back with `DELETE /v1/invitations/{id}`.",
      ),
    email: z.string().describe("Who is invited, in lower case. The account gets this email and no other."),
    role: Role.describe("What the member may do once the invitation is accepted; `owner` for a sign-up."),
    created_at: timestamp().describe("When the invitation was made."),
    expires_at: timestamp().describe("When it can no longer be accepted: 14 days after it was made."),
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
    .describe("`wninv_` and 43 characters. It is shown once: pass it on to the person, who accepts with it."),
}).meta({
  id: "CreatedInvitation",
  description: "An invitation that was just made. Its token is shown in this answer and never again.",
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
    token: z
      .string()
      .min(1)
      .max(200)
      .describe("The token that the inviting member passed on. It works once."),
    password: Password.describe("The new member's own; 10 to 200 characters."),
    name: filledText(200).optional().describe("How colleagues see the member. Empty when left out."),
  })
  .meta({
    id: "AcceptInvitation",
    description: "The acceptance of an invitation. It needs no key and no session.",
    examples: [{ token: "wninv_…", password: "another long password", name: "Grace" }],
  });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
