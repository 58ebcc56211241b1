import { openDatabase } from "@winnow/database";
import { loadConfiguration, requireSetting, runMain } from "@winnow/runtime";
import { sql } from "kysely";

const SILENCE_SECONDS = 30;

// The container's health check. A running process proves little: a worker is healthy when it has queried the database within
// the last seconds, as its sweeper does every second. PostgreSQL has the time of that query, so the worker need not report it.
// It finds the worker by its name and this container's address; a connection pooler hides both.
await runMain(async () => {
  const { databaseUrl } = loadConfiguration(process.env);
  await using database = openDatabase({
    connectionString: requireSetting("DATABASE_URL", databaseUrl),
    connectionsMax: 1,
    applicationName: "winnow-worker-health",
  });
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where application_name = 'winnow-worker' and datname = current_database()
      and client_addr is not distinct from inet_client_addr()
      and state_change > clock_timestamp() - make_interval(secs => ${SILENCE_SECONDS})
    limit 1`.execute(database.kysely);
  if (rows.length > 0) return;
  process.stderr.write(`no worker at this address has queried the database for ${SILENCE_SECONDS} s\n`);
  process.exitCode = 1;
});
