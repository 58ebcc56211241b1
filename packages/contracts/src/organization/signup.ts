import { z } from "zod";
import { exampleIds } from "../example-world.ts";
import { credits, filledText, givenEmail } from "../scalar.ts";
import { Mode, Scope } from "../vocabulary.ts";
import { Organization } from "./organization.ts";
import { Password } from "./password.ts";

export const Signup = z
  .strictObject({
    email: givenEmail().describe(
      "Email of the first owner, who signs in with it. One email belongs to one organization; no mail is sent.",
    ),
    password: Password.describe("Signs the owner in; 10 to 200 characters."),
    organization: filledText(200)
      .optional()
      .describe("Name of the new organization. The domain of `email` when left out."),
    invitation: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        "Token of an operator's invitation for this email. Required where the server takes invited people only.",
      ),
  })
  .meta({
    id: "Signup",
    description: "A new organization with its owner.",
    examples: [{ email: "ada@acme.test", password: "correct horse battery", organization: "Acme" }],
  });
export type Signup = z.infer<typeof Signup>;

export const IssuedKey = z
  .object({
    id: z.string().describe("`key_` + 26 characters: identifies the key without its token."),
    mode: Mode.describe("The mode of the key; the token has it too."),
    token: z
      .string()
      .describe(
        "The API key itself: `wn_live_` or `wn_test_`, 32 random characters and 6 of checksum. Send it as `Authorization: Bearer …`. It is shown once; the server keeps a hash.",
      ),
    scopes: z.array(Scope).describe("Every call of these kinds is allowed."),
  })
  .meta({ id: "IssuedKey", description: "A new API key with its token." });
export type IssuedKey = z.infer<typeof IssuedKey>;

export const WelcomeWallet = z
  .object({
    mode: Mode.describe("Keys of this mode spend from the wallet."),
    granted: credits().describe(
      "Credits that the server grants a new organization: 100 live and 1,000 test, unless the operator chose otherwise.",
    ),
    available: credits().describe("Credits that can be spent now."),
  })
  .meta({ id: "WelcomeWallet", description: "The credits that a new organization starts with in one mode." });
export type WelcomeWallet = z.infer<typeof WelcomeWallet>;

export const SignupAnswer = z
  .object({
    organization: Organization.describe("The new customer account, which owns the keys and wallets."),
    keys: z
      .array(IssuedKey)
      .describe(
        "A live and a test key, each with every scope. Choose by `mode`, not by position: calls under the live key are charged.",
      ),
    wallets: z
      .array(WelcomeWallet)
      .describe("One for each mode. Keys own no credits: all keys of a mode share its wallet."),
    webhook_secret: z
      .string()
      .describe(
        "Signs each callback of this organization (Standard Webhooks): `whsec_` and base64. It is shown once.",
      ),
  })
  .meta({
    id: "SignupAnswer",
    description: "Everything that a program needs to start. Tokens and secret are shown only in this answer.",
    examples: [
      {
        organization: { id: exampleIds.organization, name: "Acme" },
        keys: [
          { id: exampleIds.liveKey, mode: "live", token: "wn_live_8cTz…Jp6W", scopes: Scope.options },
          { id: exampleIds.testKey, mode: "test", token: "wn_test_4xQb…Qm2Z", scopes: Scope.options },
        ],
        wallets: [
          { mode: "live", granted: 100, available: 100 },
          { mode: "test", granted: 1000, available: 1000 },
        ],
        webhook_secret: "whsec_…",
      },
    ],
  });
export type SignupAnswer = z.infer<typeof SignupAnswer>;
