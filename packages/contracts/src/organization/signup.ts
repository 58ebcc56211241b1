import { z } from "zod";
import { Mode, Scope } from "../vocabulary.ts";
import { Password } from "./member.ts";

export const Signup = z.strictObject({
  email: z.string().min(3).max(254),
  password: Password,
  organization: z.string().trim().min(1).max(200).optional(),
  /** Where this server takes invited people only: the token of an operator's invitation for this email. */
  invitation: z.string().min(1).max(200).optional(),
});
export type Signup = z.infer<typeof Signup>;

/** A freshly issued key: the only time that `token` is shown. */
export const IssuedKey = z.object({
  id: z.string(),
  mode: Mode,
  token: z.string(),
  scopes: z.array(Scope),
});
export type IssuedKey = z.infer<typeof IssuedKey>;

export const SignupAnswer = z.object({
  organization: z.object({ id: z.string(), name: z.string() }),
  keys: z.array(IssuedKey),
  wallets: z.array(z.object({ mode: Mode, granted: z.number(), available: z.number() })),
  /** Signs every callback of this organization (Standard Webhooks). Shown once. */
  webhook_secret: z.string(),
});
export type SignupAnswer = z.infer<typeof SignupAnswer>;
