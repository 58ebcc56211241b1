import { openDatabase } from "@winnow/database";
import { createBell } from "@winnow/queues";
import { createLogger, runMain, runUntilSignal } from "@winnow/runtime";
import { createInstantWorker } from "./instant-worker.ts";

// Benchmarks start it as a separate process, like the worker of the product.
await runMain(async () => {
  const logger = createLogger({ name: "instant-worker", level: "error" });
  await runUntilSignal({ logger, deadlineMs: 10_000 }, async (shutdown) => {
    const connectionString = process.env["DATABASE_URL"] ?? "";
    const database = shutdown.add("database", openDatabase({ connectionString, connectionsMax: 20 }));
    const backend = { kind: "postgres", connectionString } as const;
    const bell = shutdown.add("bell", createBell({ backend, logger }));
    await bell.ready();
    const worker = shutdown.add("worker", createInstantWorker({ database, backend, bell, logger }));
    await worker.ready();
    process.stdout.write("winnow worker ready\n");
  });
});
