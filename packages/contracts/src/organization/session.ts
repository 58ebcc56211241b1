import { z } from "zod";
import { exampleIds, exampleTimes } from "../example-world.ts";
import { pageOf } from "../page.ts";
import { givenEmail, timestamp } from "../scalar.ts";
import { exampleMember, Member } from "./member.ts";
import { Organization } from "./organization.ts";
import { Password } from "./password.ts";

/** A password that is compared and not set: earlier passwords may follow another rule. */
const known = () => z.string().min(1).max(200).meta({ format: "password" });

export const SignIn = z
  .strictObject({
    email: givenEmail().describe("As given at the sign-up or in the invitation; case is ignored."),
    password: known().describe(
      "A wrong password and an unknown email are refused alike, with `invalid_credentials`.",
    ),
  })
  .meta({
    id: "SignIn",
    description: "The credentials of a member. The answer sets the session's cookie.",
    examples: [{ email: exampleMember.email, password: "correct horse battery" }],
  });
export type SignIn = z.infer<typeof SignIn>;

export const ChangePassword = z
  .strictObject({
    current_password: known().describe(
      "Proves that the member makes the change, and not a person at an unlocked device.",
    ),
    new_password: Password.describe("10 to 200 characters. It ends every other session of the member."),
  })
  .meta({
    id: "ChangePassword",
    description: "A new password for the signed-in member.",
    examples: [{ current_password: "correct horse battery", new_password: "another long password" }],
  });
export type ChangePassword = z.infer<typeof ChangePassword>;

const expiry =
  "When the session ends unless it is used: 30 days after its last use. Each use extends it, at most once a day.";

export const SessionAnswer = z
  .object({
    id: z.string().describe("`ses_` + 26 characters: the session of the cookie that the call was made with."),
    member: Member.describe("The person whose password opened the session, with the current role."),
    organization: Organization.describe("The organization whose keys, wallets and jobs the session uses."),
    expires_at: timestamp().describe(expiry),
  })
  .meta({
    id: "SessionAnswer",
    description: "The session that the call was made in.",
    examples: [
      {
        id: exampleIds.session,
        member: exampleMember,
        organization: { id: exampleIds.organization, name: "Acme" },
        expires_at: exampleTimes.monthLater,
      },
    ],
  });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const Session = z
  .object({
    id: z.string().describe("`ses_` + 26 characters; ends the session with `DELETE /v1/sessions/{id}`."),
    address: z
      .string()
      .nullable()
      .describe("IP address that the member signed in from. null: it was not known."),
    user_agent: z
      .string()
      .nullable()
      .describe("`User-Agent` of the sign-in, as the browser sent it. null: it sent none."),
    created_at: timestamp().describe("When the member signed in there."),
    expires_at: timestamp().describe(expiry),
    current: z.boolean().describe("True for the session that the call was made in."),
  })
  .meta({
    id: "Session",
    description: "A device on which the member is signed in.",
    examples: [
      {
        id: exampleIds.session,
        address: "203.0.113.7",
        user_agent: "Mozilla/5.0 (X11; Linux x86_64)",
        created_at: exampleTimes.created,
        expires_at: exampleTimes.monthLater,
        current: true,
      },
    ],
  });
export type Session = z.infer<typeof Session>;

export const SessionList = pageOf(Session, {
  id: "SessionList",
  description: "All sessions of the member that have not ended, on one page, the newest first.",
});
export type SessionList = z.infer<typeof SessionList>;
