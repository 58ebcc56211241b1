import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger, loadConfiguration, type Logger } from "@winnow/runtime";
import { startReceiver } from "@winnow/sandbox";
import { startStandalone, type Standalone } from "@winnow/standalone";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";

/** The whole service in this process on the test's own database, and a receiver for its callbacks. */
export interface JourneySystem extends AsyncDisposable {
  readonly standalone: Standalone;
  readonly database: TestDatabase;
  readonly receiver: Awaited<ReturnType<typeof startReceiver>>;
}

/** Starts the service as `npm start` does, except for the port and the database. */
export async function startJourneySystem(
  environment: Readonly<Record<string, string>> = {},
  logger: Logger = createLogger({ name: "journey", level: "error" }),
): Promise<JourneySystem> {
  await using parts = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "winnow-journey-"));
  parts.defer(() => rm(directory, { recursive: true, force: true }));
  const database = parts.use(await createTestDatabase());
  const receiver = parts.use(await startReceiver());
  const configuration = loadConfiguration({
    DATABASE_URL: database.connectionString,
    WINNOW_DATA_DIR: directory,
    PORT: "0",
    WEBHOOK_ALLOWED_HOSTS: new URL(receiver.url).host,
    ...environment,
  });
  const standalone = parts.use(await startStandalone(configuration, logger));
  const started = parts.move();
  return { standalone, database, receiver, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
