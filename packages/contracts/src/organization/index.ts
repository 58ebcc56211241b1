export {
  AcceptInvitation,
  CreatedInvitation,
  CreateInvitation,
  Invitation,
  InvitationList,
  InviteOrganization,
} from "./invitation.ts";
export { ChangeRole, Member, MemberList } from "./member.ts";
export { Organization } from "./organization.ts";
export { ChangePassword, Session, SessionAnswer, SessionList, SignIn } from "./session.ts";
export { IssuedKey, Signup, SignupAnswer, WelcomeWallet } from "./signup.ts";
