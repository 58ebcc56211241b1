export { acceptInvitation, type AcceptInvitationOutcome } from "./accept.ts";
export { createInvitation } from "./create.ts";
export { listInvitations, revokeInvitation } from "./own.ts";
