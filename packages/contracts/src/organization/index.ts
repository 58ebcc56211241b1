export * from "./invitation.ts";
export { ChangeRole, Member, MemberList, RemoveMemberQuery } from "./member.ts";
export * from "./organization.ts";
export * from "./session.ts";
export * from "./signup.ts";
