import { openDatabase, untilMigrated } from "@winnow/database";
import { backendOf, createBell } from "@winnow/queues";
import {
  createLogger,
  loadConfiguration,
  loadSecrets,
  requireSetting,
  runUntilSignal,
} from "@winnow/runtime";
import { startSandbox } from "@winnow/sandbox";
import { composeWorker } from "#compose.ts";

/**
 * Runs the worker that the environment configures, until a signal ends it.
 * @param options.sandboxLatencyMs round trip to the mail hosts of the sandbox; 0 when left out.
 * @throws ConfigurationError with every mistake of the environment.
 */
export async function runWorker({ sandboxLatencyMs = 0 } = {}): Promise<void> {
  const configuration = loadConfiguration(process.env);
  const databaseUrl = requireSetting("DATABASE_URL", configuration.databaseUrl);
  const logger = createLogger({ name: "winnow-worker", level: configuration.logLevel });
  await runUntilSignal({ logger, deadlineMs: configuration.shutdownDeadlineMs }, async (shutdown) => {
    const secrets = await loadSecrets({ directory: configuration.dataDirectory, ...configuration });
    const database = openDatabase({
      connectionString: databaseUrl,
      connectionsMax: configuration.worker.concurrency * 2 + 4,
      applicationName: "winnow-worker",
      // A worker that stands still for longer than a lease has lost the lease anyway.
      transactionSilenceMs: configuration.worker.leaseMs,
      onConnectionError: (error) => logger.warn({ error }, "a database connection broke"),
    });
    shutdown.add("database", database);
    await untilMigrated(database.kysely);
    const backend = backendOf({ databaseUrl, redisUrl: configuration.redisUrl });
    const bell = shutdown.add("bell", createBell({ backend, logger }));
    await bell.ready();
    const options = { latencyMs: sandboxLatencyMs, historyMax: 0 };
    const sandbox = shutdown.add("sandbox", await startSandbox(options));
    const worker = await composeWorker({ configuration, secrets, database, backend, bell, sandbox, logger });
    shutdown.add("worker", worker);
    await worker.ready();
    process.stdout.write("winnow worker ready\n");
  });
}
