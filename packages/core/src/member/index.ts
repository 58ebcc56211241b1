export { authenticateSession } from "./authenticate-session.ts";
export { changeRole, type ChangeRoleOutcome } from "./change.ts";
export { changePassword } from "./change-password.ts";
export { listMembers } from "./list.ts";
export { endSession, getSession, listSessions } from "./session-list.ts";
export { HashingBusyError } from "./password.ts";
export { createSessions, type Sessions } from "./sessions.ts";
export { signIn } from "./sign-in.ts";
