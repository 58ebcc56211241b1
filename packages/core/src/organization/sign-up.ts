import { Mode, Scope, type IssuedKey, type Signup, type SignupAnswer } from "@winnow/contracts";
import { getWallet, grant, MILLICREDITS_PER_CREDIT, openWallets, toCredits } from "@winnow/credits";
import { inTransaction, type Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { issueKey } from "#key/issue.ts";
import type { Vault } from "#key/vault.ts";
import { normalizeEmail } from "#organization/email.ts";
import { hashPassword } from "#organization/password.ts";
import { generateWebhookSecret } from "#organization/webhook-secret.ts";

export interface SignUpInput extends Signup {
  /** Whole credits; none for 0. */
  readonly welcomeCredits: Readonly<Record<Mode, number>>;
}

export type SignUpOutcome =
  | { readonly outcome: "signed_up"; readonly answer: SignupAnswer }
  | { readonly outcome: "email_taken" | "invalid_email" };

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
  // Slow on purpose, so it happens before a transaction is opened.
  const passwordHash = await hashPassword(input.password);
  const name = input.organization ?? email.slice(email.lastIndexOf("@") + 1);
  const secret = generateWebhookSecret();
  const organizationId = createId("org");
  try {
    const answer = await inTransaction(context.database, async (transaction): Promise<SignupAnswer> => {
      await insertOrganization(transaction, {
        id: organizationId,
        name,
        webhookSecret: context.vault.seal(secret),
      });
      await insertOwner(transaction, { organizationId, email, passwordHash });
      const keys: IssuedKey[] = [];
      for (const mode of Mode.options) {
        keys.push(
          await issueKey(
            { database: transaction, vault: context.vault },
            { organizationId, mode, name: `First ${mode} key`, scopes: Scope.options },
          ),
        );
      }
      const wallets = await openWelcomeWallets(transaction, organizationId, input.welcomeCredits);
      return { organization: { id: organizationId, name }, keys, wallets, webhook_secret: secret };
    });
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

async function insertOwner(
  transaction: Connection,
  owner: { organizationId: string; email: string; passwordHash: string },
): Promise<void> {
  await transaction
    .insertInto("members")
    .values({
      id: createId("mem"),
      organization_id: owner.organizationId,
      // The database's own lower() as well: the column insists on it, and locales differ about some letters.
      email: sql`lower(${owner.email})`,
      password_hash: owner.passwordHash,
      role: "owner",
    })
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

/** The unique constraint decides, so that two sign-ups at the same time cannot both pass a check. */
function isEmailTaken(error: unknown): boolean {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string };
  return code === "23505" && constraint === "members_email_key";
}
