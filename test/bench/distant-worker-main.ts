import { openDatabase } from "@winnow/database";
import { backendOf, createBell } from "@winnow/queues";
import {
  createLogger,
  loadConfiguration,
  loadSecrets,
  requireSetting,
  runMain,
  runUntilSignal,
} from "@winnow/runtime";
import { startSandbox } from "@winnow/sandbox";
import { composeWorker } from "@winnow/worker";

// The worker of the product, whose sandbox is as far away as mail hosts are. Started by benchmarks as a process of its own.
const LATENCY_MS = 100;

await runMain(async () => {
  const configuration = loadConfiguration(process.env);
  const databaseUrl = requireSetting("DATABASE_URL", configuration.databaseUrl);
  const logger = createLogger({ name: "distant-worker", level: configuration.logLevel });
  await runUntilSignal({ logger, deadlineMs: configuration.shutdownDeadlineMs }, async (shutdown) => {
    const secrets = await loadSecrets({ directory: configuration.dataDirectory, ...configuration });
    const database = openDatabase({
      connectionString: databaseUrl,
      connectionsMax: configuration.worker.concurrency * 2 + 4,
    });
    shutdown.add("database", database);
    const backend = backendOf({ databaseUrl, redisUrl: configuration.redisUrl });
    const bell = shutdown.add("bell", createBell({ backend, logger }));
    await bell.ready();
    const sandbox = shutdown.add("sandbox", await startSandbox({ latencyMs: LATENCY_MS, historyMax: 0 }));
    const worker = await composeWorker({ configuration, secrets, database, backend, bell, sandbox, logger });
    shutdown.add("worker", worker);
    await worker.ready();
    process.stdout.write("winnow worker ready\n");
  });
});
