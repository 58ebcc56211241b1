import { reserve, settleReservation } from "@winnow/credits";
import { inTransaction, type OpenDatabase } from "@winnow/database";
import type { QueueBackend } from "@winnow/queues";
import { startSandbox } from "@winnow/sandbox";
import { waitFor } from "@winnow/testing";
import { createVerifier } from "@winnow/verifier";
import { createPostgresBackend, Queue, Worker } from "bullmq";
import { sql } from "kysely";

const concurrency = 64;
const PRICE_MILLICREDITS = 1_000;
const BATCH_MESSAGES = 1_000;

type Handler = (payload: { readonly row: number; readonly address: string }) => Promise<void>;

/**
 * The obvious design: one BullMQ message per row, with the address. Each is verified, and its result and its charge are committed
 * together. Same verifier, same sandbox, same ledger, one reservation for all, 64 at once.
 * @returns seconds from the first message to the last result.
 */
export async function measurePerRow(
  database: OpenDatabase,
  organizationId: string,
  backend: QueueBackend,
  addresses: readonly string[],
): Promise<number> {
  await using parts = new AsyncDisposableStack();
  const sandbox = parts.use(await startSandbox({ historyMax: 0 }));
  const verifier = parts.use(
    createVerifier({
      dnsServers: sandbox.dnsServers,
      smtpPort: sandbox.smtpPort,
      allowedMxNetworks: sandbox.allowedNetworks,
      ...(sandbox.dial !== undefined && { dial: sandbox.dial }),
      heloName: "winnow.test",
    }),
  );
  await sql`create table per_row_results (row int primary key, status text, reason text, email text, evidence jsonb,
    entry_id text)`.execute(database.kysely);
  parts.defer(async () => void (await sql`drop table per_row_results`.execute(database.kysely)));
  const startedAt = performance.now();
  const reserved = await reserve(database.kysely, {
    organizationId,
    mode: "test",
    amountMillicredits: addresses.length * PRICE_MILLICREDITS,
    idempotencyKey: `per-row:${backend.kind}`,
  });
  if (reserved.outcome !== "reserved") throw new Error(`the reservation answered ${reserved.outcome}`);
  const { reservationId } = reserved;

  const { queue, work } = openQueue(backend);
  parts.defer(() => queue.close());
  let done = 0;
  const failures: unknown[] = [];
  const worker = work(async ({ row, address }) => {
    const { verdict, evidence } = await verifier.verify(address);
    const usable = verdict.status === "valid";
    await inTransaction(database.kysely, async (transaction) => {
      const settled = await settleReservation(transaction, {
        reservationId,
        subject: `row:${row}`,
        captureMillicredits: usable ? PRICE_MILLICREDITS : 0,
        release: usable
          ? { amountMillicredits: 0, reasons: {} }
          : { amountMillicredits: PRICE_MILLICREDITS, reasons: { invalid: PRICE_MILLICREDITS } },
        idempotencyKey: `per-row:${backend.kind}:${row}`,
      });
      if (settled.outcome !== "posted") throw new Error(`settling row ${row} answered ${settled.outcome}`);
      await sql`insert into per_row_results values (${row}, ${verdict.status}, ${verdict.reason}, ${address},
        ${JSON.stringify(evidence)}::jsonb, ${settled.captureEntryId})`.execute(transaction);
    });
    done += 1;
  });
  worker.on("failed", (_, error) => failures.push(error));
  parts.defer(() => worker.close());
  for (let start = 0; start < addresses.length; start += BATCH_MESSAGES) {
    const batch = addresses.slice(start, start + BATCH_MESSAGES);
    await queue.addBulk(
      batch.map((address, index) => ({
        name: "row",
        data: { row: start + index + 1, address },
        opts: { removeOnComplete: true },
      })),
    );
  }
  await waitFor("every row", () => done + failures.length === addresses.length, 3_600_000);
  if (failures.length > 0) throw new Error(`${failures.length} rows failed`, { cause: failures[0] });
  return (performance.now() - startedAt) / 1000;
}

/** The types distinguish the queue backends; this measurement is the same on both. */
function openQueue(backend: QueueBackend) {
  const name = "per-row";
  if (backend.kind === "redis") {
    const { hostname, port } = new URL(backend.url);
    const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };
    return {
      queue: new Queue(name, { connection }) as unknown as Queue,
      work: (handle: Handler) =>
        new Worker(name, ({ data }) => handle(data), { connection, concurrency }) as unknown as Worker,
    };
  }
  const connection = { connectionString: backend.connectionString, max: 16 };
  return {
    queue: new Queue(name, { connection }, createPostgresBackend) as unknown as Queue,
    work: (handle: Handler) =>
      new Worker(
        name,
        ({ data }) => handle(data),
        { connection, concurrency },
        createPostgresBackend,
      ) as unknown as Worker,
  };
}
