import { Scope, type Role } from "@winnow/contracts";

/** What a member may do, in the scopes of keys. Only owners decide who belongs to the organization. */
export const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
  owner: Scope.options,
  member: Scope.options.filter((scope) => scope !== "keys:write"),
  read_only: ["search", "jobs:read", "usage:read"],
};
