import { createProviderBudget } from "@winnow/core";
import type { OpenDatabase } from "@winnow/database";
import type { Logger } from "@winnow/runtime";

const WORKERS = 16;

/**
 * Begins and ends sessions on 16 connections at once, spread over this many mail providers, none of which throttles.
 * @returns sessions per second: each is one statement at its beginning and one at its end.
 * @throws Error when a provider has a session open at the end.
 */
export async function measureBudgets(
  { kysely, pool }: OpenDatabase,
  logger: Logger,
  { providers, sessions }: { readonly providers: number; readonly sessions: number },
): Promise<number> {
  const budget = createProviderBudget({ database: kysely, logger }, { mode: "test" });
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      for (let session = (next += 1); session <= sessions; session = next += 1) {
        const provider = `provider-${session % providers} of ${providers}`;
        const grant = await budget.acquire({
          provider,
          egress: "default",
          recipients: 20,
          sessionsMax: WORKERS,
        });
        if (!grant.granted) throw new Error(grant.reason);
        await grant.release({ recipients: 20, throttled: false, blocked: false });
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const { rows } = await pool.query<{ open: number }>("select count(*) as open from mail_provider_grants");
  if (rows[0]?.open !== 0) throw new Error(`${rows[0]?.open} sessions are still open`);
  return sessions / seconds;
}
