import { Mode, Scope, type IssuedKey, type Signup, type SignupAnswer } from "@winnow/contracts";
import { getWallet, grant, MILLICREDITS_PER_CREDIT, openWallets, toCredits } from "@winnow/credits";
import { inTransaction, type Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import type { Context } from "#context.ts";
import { issueKey } from "#key/issue.ts";
import type { Vault } from "#key/vault.ts";
import { findInvitation, redeemInvitation } from "#invitation/redeem.ts";
import { insertMember, isEmailTaken } from "#member/insert.ts";
import { normalizeEmail } from "#member/email.ts";
import { hashPassword } from "#member/password.ts";
import { isWeakPassword } from "#member/weak-password.ts";
import { generateWebhookSecret } from "#organization/webhook-secret.ts";

export interface SignUpInput extends Signup {
  /** Whole credits; none for 0. */
  readonly welcomeCredits: Readonly<Record<Mode, number>>;
  /** Whether only those may sign up whom the operator invited. */
  readonly invitedOnly?: boolean;
}

export type SignUpOutcome =
  | { readonly outcome: "signed_up"; readonly answer: SignupAnswer }
  | { readonly outcome: "email_taken" | "invalid_email" | "unknown_invitation" | "weak_password" };

/**
 * Makes an organization with its owner, a live and a test key of all scopes, both wallets with welcome credits, and a
 * callback secret: all in one transaction, or nothing. Tokens and secret are in the answer and cannot be read again.
 */
export async function signUp(
  context: Pick<Context, "database"> & { readonly vault: Vault },
  input: SignUpInput,
): Promise<SignUpOutcome> {
  const email = normalizeEmail(input.email);
  if (email === undefined) return { outcome: "invalid_email" };
  if (input.invitedOnly === true && input.invitation === undefined) return { outcome: "unknown_invitation" };
  if (input.invitation !== undefined) {
    const invitation = { token: input.invitation, kind: "sign_up", email } as const;
    if ((await findInvitation(context.database, invitation)) === undefined) {
      return { outcome: "unknown_invitation" };
    }
  }
  if (await isWeakPassword(input.password, email)) return { outcome: "weak_password" };
  // The hash is slow on purpose, so it is computed before a transaction is opened.
  const passwordHash = await hashPassword(input.password);
  const name = input.organization ?? email.slice(email.lastIndexOf("@") + 1);
  const secret = generateWebhookSecret();
  const organizationId = createId("org");
  try {
    const answer = await inTransaction(context.database, async (transaction) => {
      if (input.invitation !== undefined) {
        const invitation = { token: input.invitation, kind: "sign_up", email } as const;
        if ((await redeemInvitation(transaction, invitation)) === undefined) return undefined;
      }
      await insertOrganization(transaction, {
        id: organizationId,
        name,
        webhookSecret: context.vault.seal(secret),
      });
      const owner = { organizationId, email, passwordHash, role: "owner", name: "" } as const;
      const { id: createdBy } = await insertMember(transaction, owner);
      const keys: IssuedKey[] = [];
      for (const mode of Mode.options) {
        keys.push(
          await issueKey(
            { database: transaction, vault: context.vault },
            { organizationId, mode, name: `First ${mode} key`, scopes: Scope.options, createdBy },
          ),
        );
      }
      const wallets = await openWelcomeWallets(transaction, organizationId, input.welcomeCredits);
      const organization = { id: organizationId, name };
      return { organization, keys, wallets, webhook_secret: secret } satisfies SignupAnswer;
    });
    if (answer === undefined) return { outcome: "unknown_invitation" };
    return { outcome: "signed_up", answer };
  } catch (error) {
    if (isEmailTaken(error)) return { outcome: "email_taken" };
    throw error;
  }
}

async function insertOrganization(
  transaction: Connection,
  { id, name, webhookSecret }: { id: string; name: string; webhookSecret: string },
): Promise<void> {
  await transaction
    .insertInto("organizations")
    .values({ id, name, webhook_secret: webhookSecret, suspended_at: null })
    .execute();
}

async function openWelcomeWallets(
  transaction: Connection,
  organizationId: string,
  welcomeCredits: Readonly<Record<Mode, number>>,
): Promise<SignupAnswer["wallets"]> {
  await openWallets(transaction, { organizationId });
  const wallets: SignupAnswer["wallets"] = [];
  for (const mode of Mode.options) {
    if (welcomeCredits[mode] > 0) {
      await grant(transaction, {
        organizationId,
        mode,
        amountMillicredits: welcomeCredits[mode] * MILLICREDITS_PER_CREDIT,
        subject: "welcome",
        idempotencyKey: "welcome",
      });
    }
    const wallet = await getWallet(transaction, { organizationId, mode });
    wallets.push({
      mode,
      granted: toCredits(wallet.grantedMillicredits),
      available: toCredits(wallet.availableMillicredits),
    });
  }
  return wallets;
}
