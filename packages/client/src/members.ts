import type { AcceptInvitation, CreateInvitation, Role } from "@winnow/contracts";
import type { CreatedInvitation, Invitation, Member } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody } from "#http/json.ts";
import type { Transport } from "#http/transport.ts";
import { LIST } from "#shape.ts";

/** The members of an organization, for a signed-in member. Only owners can make changes. */
export interface Members {
  /** Every member. */
  list(options?: CallOptions): Promise<readonly Member[]>;
  /** Makes a member an owner, or not. @throws WinnowError `last_owner` when no owner would be left. */
  changeRole(id: string, role: Role, options?: CallOptions): Promise<Member>;
  /**
   * Removes a member from the organization. The keys that they made or rolled last end with it, unless `keepKeys`.
   * @throws WinnowError `last_owner` when no owner would be left.
   */
  remove(id: string, options?: CallOptions & { readonly keepKeys?: boolean }): Promise<void>;
  /** The token in the answer is shown once; no mail is sent. Not repeated when the answer was lost. */
  invite(invitation: CreateInvitation, options?: CallOptions): Promise<CreatedInvitation>;
  /** Invitations that are open. */
  invitations(options?: CallOptions): Promise<readonly Invitation[]>;
  /** Ends an invitation before it is accepted. */
  revokeInvitation(id: string, options?: CallOptions): Promise<void>;
  /** Becomes a member; needs no session. */
  accept(invitation: AcceptInvitation, options?: CallOptions): Promise<Member>;
}

export function createMembers(transport: Transport): Members {
  const once = { repeatable: "refused" } as const;
  const list = async <Value>(path: string, options?: CallOptions) =>
    (await transport.ask<{ data: Value[] }>({ method: "GET", path, ...options }, LIST)).data;
  const post = <Value>(path: string, body: unknown, options?: CallOptions) =>
    transport.ask<Value>({ method: "POST", path, ...jsonBody(body), ...once, ...options });
  const remove = (path: string, options?: CallOptions) =>
    transport.send({ method: "DELETE", path, ...once, ...options });
  return {
    list: (options) => list("/v1/members", options),
    changeRole: (id, role, options) => {
      const path = `/v1/members/${encodeURIComponent(id)}/role`;
      return transport.ask({ method: "POST", path, ...jsonBody({ role }), ...options });
    },
    remove: (id, { keepKeys = false, ...options } = {}) =>
      remove(`/v1/members/${encodeURIComponent(id)}${keepKeys ? "?keep_keys=true" : ""}`, options),
    invite: (invitation, options) => post("/v1/invitations", invitation, options),
    invitations: (options) => list("/v1/invitations", options),
    revokeInvitation: (id, options) => remove(`/v1/invitations/${encodeURIComponent(id)}`, options),
    accept: (invitation, options) => post("/v1/invitations/accept", invitation, options),
  };
}
