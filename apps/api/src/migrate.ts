import { migrate, openDatabase } from "@winnow/database";
import { createLogger, loadConfiguration, requireSetting, runMain } from "@winnow/runtime";

// Brings the schema up to date and exits: the migration step of the compose file.
await runMain(async () => {
  const configuration = loadConfiguration(process.env);
  const connectionString = requireSetting("DATABASE_URL", configuration.databaseUrl);
  const logger = createLogger({ name: "winnow-migrate", level: configuration.logLevel });
  await using database = openDatabase({
    connectionString,
    connectionsMax: 1,
    applicationName: "winnow-migrate",
    onConnectionError: (error) => logger.warn({ error }, "a database connection broke"),
  });
  const applied = await migrate(database.kysely);
  process.stdout.write(applied.length > 0 ? `migrated: ${applied.join(", ")}\n` : "the schema is current\n");
});
