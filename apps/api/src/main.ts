import { openDatabase, untilMigrated } from "@winnow/database";
import { backendOf, createBell } from "@winnow/queues";
import {
  createLogger,
  loadConfiguration,
  loadSecrets,
  requireSetting,
  runMain,
  runUntilSignal,
} from "@winnow/runtime";
import { composeApi } from "#compose.ts";

await runMain(async () => {
  const configuration = loadConfiguration(process.env);
  const databaseUrl = requireSetting("DATABASE_URL", configuration.databaseUrl);
  const logger = createLogger({ name: "winnow-api", level: configuration.logLevel });
  await runUntilSignal({ logger, deadlineMs: configuration.shutdownDeadlineMs }, async (shutdown) => {
    const secrets = await loadSecrets({ directory: configuration.dataDirectory, ...configuration });
    const database = openDatabase({
      connectionString: databaseUrl,
      applicationName: "winnow-api",
      // Each upload holds a connection: other calls must not wait for it.
      connectionsMax: 24,
      onConnectionError: (error) => logger.warn({ error }, "a database connection broke"),
    });
    shutdown.add("database", database);
    await untilMigrated(database.kysely);
    const backend = backendOf({ databaseUrl, redisUrl: configuration.redisUrl });
    const bell = shutdown.add("bell", createBell({ backend, logger }));
    await bell.ready();
    const api = shutdown.add("api", await composeApi({ configuration, secrets, database, bell, logger }));
    if (secrets.createdNow) {
      process.stdout.write(`operator token (shown only now): ${secrets.operatorToken}\n`);
    }
    process.stdout.write(`winnow api ready ${api.url}\n`);
  });
});
