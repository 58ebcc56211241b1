import {
  CreatedInvitation,
  InvitationList,
  Member,
  MemberList,
  type AcceptInvitation,
  type CreateInvitation,
  type Invitation,
  type Role,
} from "@winnow/contracts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody, type Transport } from "#http/transport.ts";

/** The people of an organization, for whoever is signed in. Changes are for owners. */
export interface Members {
  list(options?: CallOptions): Promise<readonly Member[]>;
  changeRole(id: string, role: Role, options?: CallOptions): Promise<Member>;
  remove(id: string, options?: CallOptions): Promise<void>;
  /** The token in the answer is shown once; no mail is sent. A call whose answer is lost is not repeated. */
  invite(invitation: CreateInvitation, options?: CallOptions): Promise<CreatedInvitation>;
  invitations(options?: CallOptions): Promise<readonly Invitation[]>;
  revokeInvitation(id: string, options?: CallOptions): Promise<void>;
  /** Becomes a member; needs no session. */
  accept(invitation: AcceptInvitation, options?: CallOptions): Promise<Member>;
}

export function createMembers(transport: Transport): Members {
  const once = { repeatable: "refused" } as const;
  const remove = async (path: string, options?: CallOptions) => {
    await transport.send({ method: "DELETE", path, ...once, ...options });
  };
  return {
    list: async (options) =>
      (await transport.ask({ method: "GET", path: "/v1/members", ...options }, MemberList)).data,
    changeRole: (id, role, options) =>
      transport.ask(
        {
          method: "POST",
          path: `/v1/members/${encodeURIComponent(id)}/role`,
          ...jsonBody({ role }),
          ...options,
        },
        Member,
      ),
    remove: (id, options) => remove(`/v1/members/${encodeURIComponent(id)}`, options),
    invite: (invitation, options) =>
      transport.ask(
        { method: "POST", path: "/v1/invitations", ...jsonBody(invitation), ...once, ...options },
        CreatedInvitation,
      ),
    invitations: async (options) =>
      (await transport.ask({ method: "GET", path: "/v1/invitations", ...options }, InvitationList)).data,
    revokeInvitation: (id, options) => remove(`/v1/invitations/${encodeURIComponent(id)}`, options),
    accept: (invitation, options) =>
      transport.ask(
        { method: "POST", path: "/v1/invitations/accept", ...jsonBody(invitation), ...once, ...options },
        Member,
      ),
  };
}
