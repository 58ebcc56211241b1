import { betterAuth } from "better-auth";
import { createAuthEndpoint, APIError } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { SignIn } from "@winnow/contracts";
import type { Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { hashPassword, verifyPassword } from "#member/password.ts";

const DAY_SECONDS = 86_400;
/** A session ends when it was not used for this long. */
const IDLE_SECONDS = 30 * DAY_SECONDS;

/** A session, and the cookies to set when it was prolonged. */
export interface FoundSession {
  readonly sessionId: string;
  readonly memberId: string;
  readonly expiresAt: Date;
  readonly cookies: readonly string[];
}

/** Where a member signs in from; the list of sessions shows it. */
export interface SessionOrigin {
  readonly address: string;
  readonly userAgent: string | undefined;
}

/** Sessions of members, by their cookies. better-auth stores them; none of its types is exposed. */
export interface Sessions {
  /** Signs in. Takes as long for an unknown email as for a wrong password. */
  open(
    input: { readonly email: string; readonly password: string } & SessionOrigin,
  ): Promise<({ readonly outcome: "opened" } & FoundSession) | { readonly outcome: "wrong_credentials" }>;
  /** The session of a `Cookie` header; undefined when there is none, or it has ended. */
  find(cookieHeader: string): Promise<FoundSession | undefined>;
  /** Signs out. @returns the cookies that make the browser forget. */
  close(cookieHeader: string): Promise<readonly string[]>;
  /** Sets another password and ends every other session. @returns cookies of a new session for this one. */
  changePassword(
    cookieHeader: string,
    input: { readonly currentPassword: string; readonly newPassword: string },
  ): Promise<
    | { readonly outcome: "changed"; readonly cookies: readonly string[] }
    | { readonly outcome: "wrong_credentials" }
  >;
}

export interface SessionsOptions {
  readonly database: Connection;
  /** Signs the cookies. */
  readonly secret: string;
  /** Where people reach this server. With `https:`, cookies are never sent in the clear. */
  readonly publicUrl: string;
}

/**
 * Opens the members' sessions.
 * @see https://better-auth.com/docs for what each option means.
 */
export function createSessions({ database, secret, publicUrl }: SessionsOptions): Sessions {
  const auth = betterAuth({
    appName: "Winnow",
    baseURL: publicUrl,
    secret,
    database: { db: database, type: "postgres" },
    telemetry: { enabled: false },
    // It throws what it would log, and the server logs that.
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ password, hash }) => verifyPassword(password, hash) },
    },
    session: {
      modelName: "sessions",
      fields: columns("member_id"),
      expiresIn: IDLE_SECONDS,
      updateAge: DAY_SECONDS,
    },
    user: {
      modelName: "members",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
    },
    account: {
      modelName: "credentials",
      fields: {
        userId: "member_id",
        accountId: "account_id",
        providerId: "provider_id",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    advanced: {
      cookiePrefix: "winnow",
      database: {
        // The tables are Winnow's own: they lack the columns of social logins, and members have more columns than
        // better-auth knows.
        validateSchema: false,
        generateId: ({ model }) => createId(model === "session" ? "ses" : "cre"),
      },
    },
    plugins: [signInPlugin],
  });

  return {
    async open({ email, password, address, userAgent }) {
      const headers = new Headers({ "x-forwarded-for": address });
      if (userAgent !== undefined) headers.set("user-agent", userAgent);
      try {
        const opened = await auth.api.signInMember({
          body: { email, password },
          headers,
          returnHeaders: true,
        });
        const { sessionId, memberId, expiresAt } = opened.response;
        return { outcome: "opened", sessionId, memberId, expiresAt, cookies: opened.headers.getSetCookie() };
      } catch (error) {
        if (isRefusal(error)) return { outcome: "wrong_credentials" };
        throw error;
      }
    },
    async find(cookie) {
      const found = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
      if (found.response === null) return undefined;
      const { session } = found.response;
      return {
        sessionId: session.id,
        memberId: session.userId,
        expiresAt: session.expiresAt,
        cookies: found.headers.getSetCookie(),
      };
    },
    async close(cookie) {
      const closed = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
      return closed.headers.getSetCookie();
    },
    async changePassword(cookie, input) {
      try {
        const changed = await auth.api.changePassword({
          headers: new Headers({ cookie }),
          body: { ...input, revokeOtherSessions: true },
          returnHeaders: true,
        });
        return { outcome: "changed", cookies: changed.headers.getSetCookie() };
      } catch (error) {
        if (isRefusal(error)) return { outcome: "wrong_credentials" };
        throw error;
      }
    },
  };
}

const columns = (userId: string) => ({
  userId,
  expiresAt: "expires_at",
  ipAddress: "ip_address",
  userAgent: "user_agent",
  createdAt: "created_at",
  updatedAt: "updated_at",
});

function isRefusal(error: unknown): boolean {
  return error instanceof APIError && error.statusCode >= 400 && error.statusCode < 500;
}

/** better-auth's own sign-in knows no address with letters beyond ASCII; a member may have one. */
const signInPlugin = {
  id: "winnow",
  endpoints: {
    signInMember: createAuthEndpoint(
      "/sign-in/member",
      { method: "POST", body: SignIn },
      async (endpoint) => {
        const { internalAdapter, password } = endpoint.context;
        const found = await internalAdapter.findUserByEmail(endpoint.body.email, { includeAccounts: true });
        const stored = found?.accounts.find(({ providerId }) => providerId === "credential")?.password;
        if (found === null || stored === null || stored === undefined) {
          // As slow as a wrong password, so that the time does not tell whether an account exists.
          await password.hash(endpoint.body.password);
          throw new APIError("UNAUTHORIZED");
        }
        if (!(await password.verify({ hash: stored, password: endpoint.body.password }))) {
          throw new APIError("UNAUTHORIZED");
        }
        const session = await internalAdapter.createSession(found.user.id);
        await setSessionCookie(endpoint, { session, user: found.user });
        return { sessionId: session.id, memberId: session.userId, expiresAt: session.expiresAt };
      },
    ),
  },
};
