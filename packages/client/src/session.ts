import {
  SessionAnswer,
  SessionList,
  type ChangePassword,
  type Session as SignedInPlace,
  type SignIn,
} from "@winnow/contracts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody, type Transport } from "#http/transport.ts";

/** The member who is signed in. For pages of the server itself: the browser keeps the cookie, out of reach of scripts. */
export interface Session {
  signIn(credentials: SignIn, options?: CallOptions): Promise<SessionAnswer>;
  show(options?: CallOptions): Promise<SessionAnswer>;
  signOut(options?: CallOptions): Promise<void>;
  /** Where the member is signed in. */
  list(options?: CallOptions): Promise<readonly SignedInPlace[]>;
  /** Ends one of them. */
  end(id: string, options?: CallOptions): Promise<void>;
  /** Ends every other one as well. */
  changePassword(passwords: ChangePassword, options?: CallOptions): Promise<void>;
}

export function createSession(transport: Transport): Session {
  return {
    signIn: (credentials, options) =>
      transport.ask(
        { method: "POST", path: "/v1/session", ...jsonBody(credentials), ...options },
        SessionAnswer,
      ),
    show: (options) => transport.ask({ method: "GET", path: "/v1/session", ...options }, SessionAnswer),
    signOut: async (options) => {
      await transport.send({ method: "DELETE", path: "/v1/session", ...options });
    },
    list: async (options) =>
      (await transport.ask({ method: "GET", path: "/v1/sessions", ...options }, SessionList)).data,
    end: async (id, options) => {
      await transport.send({
        method: "DELETE",
        path: `/v1/sessions/${encodeURIComponent(id)}`,
        repeatable: "refused",
        ...options,
      });
    },
    changePassword: async (passwords, options) => {
      await transport.send({
        method: "POST",
        path: "/v1/password",
        ...jsonBody(passwords),
        repeatable: "refused",
        ...options,
      });
    },
  };
}
