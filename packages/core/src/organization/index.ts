export { signUp } from "./sign-up.ts";
export type { SignUpInput, SignUpOutcome } from "./sign-up.ts";
export { removeMember, type RemoveMemberOutcome } from "./remove-member.ts";
