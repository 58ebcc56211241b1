import type { ChangePassword, SignIn } from "@winnow/contracts";
import type { SessionAnswer, SignedInPlace } from "#answers.ts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody } from "#http/json.ts";
import type { Transport } from "#http/transport.ts";
import { LIST } from "#shape.ts";

/** The signed-in member. For pages of the server itself: the browser keeps the cookie, which scripts cannot read. */
export interface Session {
  /** Signs a member in. @throws WinnowError `invalid_credentials` */
  signIn(credentials: SignIn, options?: CallOptions): Promise<SessionAnswer>;
  /** The signed-in member, and the end of the session. @throws WinnowError `session_required` when no member is signed in. */
  show(options?: CallOptions): Promise<SessionAnswer>;
  /** Ends this session. */
  signOut(options?: CallOptions): Promise<void>;
  /** The member's open sessions. */
  list(options?: CallOptions): Promise<readonly SignedInPlace[]>;
  /** Ends one of them. */
  end(id: string, options?: CallOptions): Promise<void>;
  /** Ends every other session as well. */
  changePassword(passwords: ChangePassword, options?: CallOptions): Promise<void>;
}

export function createSession(transport: Transport): Session {
  const once = { repeatable: "refused" } as const;
  return {
    signIn: (credentials, options) =>
      transport.ask({ method: "POST", path: "/v1/session", ...jsonBody(credentials), ...options }),
    show: (options) => transport.ask({ method: "GET", path: "/v1/session", ...options }),
    signOut: (options) => transport.send({ method: "DELETE", path: "/v1/session", ...options }),
    list: async (options) => {
      const call = { method: "GET", path: "/v1/sessions", ...options } as const;
      return (await transport.ask<{ data: SignedInPlace[] }>(call, LIST)).data;
    },
    end: (id, options) => {
      const path = `/v1/sessions/${encodeURIComponent(id)}`;
      return transport.send({ method: "DELETE", path, ...once, ...options });
    },
    changePassword: (passwords, options) =>
      transport.send({ method: "POST", path: "/v1/password", ...jsonBody(passwords), ...once, ...options }),
  };
}
