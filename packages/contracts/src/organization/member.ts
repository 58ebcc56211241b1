import { z } from "zod";
import { pageOf, Timestamp } from "../page.ts";
import { Role } from "../vocabulary.ts";

/** The rule for every password, new or first. */
export const Password = z.string().min(10).max(200);

export const SignIn = z.strictObject({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(200),
});
export type SignIn = z.infer<typeof SignIn>;

export const ChangePassword = z.strictObject({
  current_password: z.string().min(1).max(200),
  new_password: Password,
});
export type ChangePassword = z.infer<typeof ChangePassword>;

export const Member = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  created_at: Timestamp,
});
export type Member = z.infer<typeof Member>;

export const MemberList = pageOf(Member);
export type MemberList = z.infer<typeof MemberList>;

export const ChangeRole = z.strictObject({ role: Role });
export type ChangeRole = z.infer<typeof ChangeRole>;

/** Who is signed in, and until when if nothing happens. */
export const SessionAnswer = z.object({
  id: z.string(),
  member: Member,
  organization: z.object({ id: z.string(), name: z.string() }),
  expires_at: Timestamp,
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;

/** One place where the member is signed in. */
export const Session = z.object({
  id: z.string(),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  created_at: Timestamp,
  expires_at: Timestamp,
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const SessionList = pageOf(Session);
export type SessionList = z.infer<typeof SessionList>;

export const CreateInvitation = z.strictObject({ email: z.string().min(3).max(254), role: Role });
export type CreateInvitation = z.infer<typeof CreateInvitation>;

/** The operator lets somebody sign up. */
export const InviteOrganization = CreateInvitation.omit({ role: true });
export type InviteOrganization = z.infer<typeof InviteOrganization>;

export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: Role,
  created_at: Timestamp,
  expires_at: Timestamp,
});
export type Invitation = z.infer<typeof Invitation>;

/** `token` is shown this once: pass it on to the person, who accepts with it. */
export const CreatedInvitation = Invitation.extend({ token: z.string() });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

export const InvitationList = pageOf(Invitation);
export type InvitationList = z.infer<typeof InvitationList>;

export const AcceptInvitation = z.strictObject({
  token: z.string().min(1).max(200),
  password: Password,
  name: z.string().trim().min(1).max(200).optional(),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
