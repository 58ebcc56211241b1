import { auditLedger, grant, openWallets, reserve, settleReservation } from "@winnow/credits";
import type { OpenDatabase } from "@winnow/database";
import { createId } from "@winnow/runtime";

const OPERATIONS_PER_CYCLE = 2;
const CONNECTIONS = 16;

/**
 * Reserves and settles on 16 connections at once, spread over this many wallets, then audits each of them.
 * @returns operations per second.
 * @throws Error when a wallet does not agree with its entries.
 */
export async function measureLedger(
  { kysely }: OpenDatabase,
  wallets: number,
  cycles: number,
): Promise<number> {
  const organizations = Array.from({ length: wallets }, () => createId("org"));
  for (const id of organizations) {
    await kysely
      .insertInto("organizations")
      .values({ id, name: "bench", webhook_secret: "sealed" })
      .execute();
    await openWallets(kysely, { organizationId: id });
    await grant(kysely, {
      organizationId: id,
      mode: "test",
      amountMillicredits: 1_000_000_000,
      subject: "bench",
      idempotencyKey: "bench",
    });
  }
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let cycle = (next += 1); cycle <= cycles; cycle = next += 1) {
        const organizationId = organizations[cycle % wallets] ?? "";
        const reserved = await reserve(kysely, {
          organizationId,
          mode: "test",
          amountMillicredits: 2_000,
          idempotencyKey: `reserve:${cycle}`,
        });
        if (reserved.outcome !== "reserved") throw new Error(reserved.outcome);
        await settleReservation(kysely, {
          reservationId: reserved.reservationId,
          subject: "chunk:0",
          captureMillicredits: 1_000,
          release: { amountMillicredits: 1_000, reasons: { invalid: 1_000 } },
          idempotencyKey: `settle:${cycle}`,
        });
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const organizationId of organizations) {
    const { problems } = await auditLedger(kysely, { organizationId, mode: "test" });
    if (problems.length > 0) throw new Error(problems.join("\n"));
  }
  return (cycles * OPERATIONS_PER_CYCLE) / seconds;
}
