import type { Mode, ProviderBudget, SessionOutcome } from "@winnow/contracts";
import { sql } from "kysely";
import type { Context } from "#context.ts";

/** The longest time of a session: after that the slot of a killed worker is free. */
const STAY = "15 minutes";
/** How long a session takes, roughly. */
const BUSY_RETRY_MS = 1_000;
const REPLY_MAX_LENGTH = 500;

/**
 * Budgets of all mail providers in one mode, in PostgreSQL, so that every worker on every machine counts together. A budget
 * has a window of sessions that is halved and grows by one (AIMD), a rate of recipients (GCRA), and pauses. Each call is
 * one statement that locks one provider at one egress address. Released twice, a session counts once.
 */
export function createProviderBudget(
  { database, logger }: Pick<Context, "database" | "logger">,
  options: {
    readonly mode: Mode;
    /** For tests: another clock than the database's. */ readonly now?: () => Date;
  },
): ProviderBudget {
  const { mode } = options;
  const at = () => options.now?.() ?? null;

  async function release(
    { provider, egress, sessionsMax }: Parameters<ProviderBudget["acquire"]>[0],
    grantId: number,
    outcome: SessionOutcome,
  ): Promise<void> {
    const reply = outcome.reply === undefined ? null : presentable(outcome.reply);
    await sql`
      select release_mail_session(
        ${mode}, ${provider}, ${egress}, ${grantId}::bigint, ${sessionsMax}::int, ${outcome.recipients}::int, ${outcome.throttled},
        ${outcome.blocked}, ${outcome.retryAfterSeconds ?? null}::float8, ${reply}::text, ${at()}::timestamptz
      )`.execute(database);
  }

  return {
    async acquire(ask) {
      const { provider, egress, recipients, sessionsMax, recipientsPerMinute } = ask;
      const per = recipientsPerMinute === undefined ? null : `${60 / recipientsPerMinute} seconds`;
      const { rows } = await sql<Answer>`
        select granted, refusal, wait_seconds as "waitSeconds"
        from acquire_mail_session(
          ${mode}, ${provider}, ${egress}, ${recipients}::int, ${sessionsMax}::int,
          ${per}::interval, ${recipientsPerMinute ?? 0}::int, ${STAY}::interval, ${at()}::timestamptz
        )`.execute(database);
      const [answer] = rows;
      if (answer === undefined) throw new Error(`the budget of ${provider} came without an answer`);
      const { granted: grantId, refusal, waitSeconds } = answer;
      if (grantId === null) {
        const retryAfterMs =
          waitSeconds === null ? BUSY_RETRY_MS : Math.max(Math.ceil(waitSeconds * 1000), 1);
        return { granted: false, reason: refusal, retryAfterMs };
      }
      return {
        granted: true,
        // A failure to record the end must not discard what the session found about recipients.
        release: (outcome) =>
          release(ask, grantId, outcome).catch((error: unknown) => {
            logger.warn({ err: error, provider, egress }, `a session counts as open for another ${STAY}`);
          }),
      };
    },
  };
}

/** A reply without addresses: hosts often repeat the recipient, and a budget must not store it. */
function presentable(reply: string): string {
  return reply
    .slice(0, REPLY_MAX_LENGTH)
    .toWellFormed()
    .replaceAll("\0", "")
    .replaceAll(/[^\s<>"'(:;,@]{1,64}(?=@)/g, "…");
}

interface Answer {
  readonly granted: number | null;
  readonly refusal: "paused" | "busy" | "rate";
  readonly waitSeconds: number | null;
}
