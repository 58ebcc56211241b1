import { join } from "node:path";
import { composeApi } from "@winnow/api";
import { migrate, openDatabase } from "@winnow/database";
import { startEmbeddedPostgres } from "@winnow/embedded-postgres";
import { backendOf, createBell } from "@winnow/queues";
import { loadSecrets, type Configuration, type Logger, type Secrets } from "@winnow/runtime";
import { startSandbox } from "@winnow/sandbox";
import { composeWorker } from "@winnow/worker";

/** All parts in one process, ready to answer. Disposing of it drains and stops them, its own PostgreSQL last. */
export interface Standalone extends AsyncDisposable {
  readonly url: string;
  readonly secrets: Secrets;
}

/**
 * Starts PostgreSQL (unless DATABASE_URL names one), migrates it, and starts the mail sandbox, the worker and the API.
 * Resolves when all of them answer.
 * @throws the error of the first part that fails, after stopping the parts before it.
 */
export async function startStandalone(configuration: Configuration, logger: Logger): Promise<Standalone> {
  await using parts = new AsyncDisposableStack();
  const secrets = await loadSecrets({
    directory: configuration.dataDirectory,
    secret: configuration.secret,
    operatorToken: configuration.operatorToken,
  });
  const databaseUrl = configuration.databaseUrl ?? (await startOwnPostgres(parts, configuration, logger));
  const database = parts.use(
    openDatabase({
      connectionString: databaseUrl,
      connectionsMax: configuration.worker.concurrency * 2 + 28,
      applicationName: "winnow",
      onConnectionError: (error) => logger.warn({ error }, "a database connection broke"),
    }),
  );
  await migrate(database.kysely);
  const backend = backendOf({ databaseUrl, redisUrl: configuration.redisUrl });
  const bell = parts.use(createBell({ backend, logger }));
  await bell.ready();
  const sandbox = parts.use(await startSandbox({ historyMax: 0 }));
  const worker = parts.use(
    await composeWorker({ configuration, secrets, database, backend, bell, sandbox, logger }),
  );
  await worker.ready();
  const api = parts.use(await composeApi({ configuration, secrets, database, bell, logger }));
  const started = parts.move();
  return { url: api.url, secrets, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

async function startOwnPostgres(
  parts: AsyncDisposableStack,
  configuration: Configuration,
  logger: Logger,
): Promise<string> {
  const directory = join(configuration.dataDirectory, "postgres");
  const server = parts.use(await startEmbeddedPostgres({ directory, logger }));
  return server.connectionString;
}
