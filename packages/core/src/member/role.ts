import { Scope, type Role } from "@winnow/contracts";

/** What a member may do, in the scopes of keys. Who belongs to the organization is the owners' matter alone. */
export const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
  owner: Scope.options,
  member: Scope.options.filter((scope) => scope !== "keys:write"),
  read_only: ["search", "jobs:read", "usage:read"],
};
