import { join } from "node:path";
import { createClient, signup, type Client } from "@winnow/client";
import { startTemporaryPostgres, type EmbeddedPostgres } from "@winnow/embedded-postgres";
import { createLogger } from "@winnow/runtime";
import { nodeFlags, startProcess, type WinnowProcess } from "./process.ts";

/** The product as it is deployed: PostgreSQL, API and workers as separate processes, and a customer. */
export interface Deployment extends AsyncDisposable {
  readonly postgres: EmbeddedPostgres;
  readonly api: WinnowProcess;
  readonly organizationId: string;
  readonly apiKey: string;
  /** A client with the customer's test key. */
  readonly winnow: Client;
  /** @param main another program to run as a worker. */
  startWorker(main?: string): Promise<WinnowProcess>;
  /** Another API on the same database, at the URL of its ready line. */
  startApi(): Promise<WinnowProcess>;
}

/** @param settings environment variables of the API and of every worker, in addition to those of the deployment. */
export async function startDeployment(settings: Readonly<Record<string, string>> = {}): Promise<Deployment> {
  await using parts = new AsyncDisposableStack();
  const logger = createLogger({ name: "deployment-postgres", level: "silent" });
  const postgres = parts.use(await startTemporaryPostgres({ logger }));
  const environment = {
    DATABASE_URL: postgres.connectionString,
    WINNOW_DATA_DIR: join(postgres.scratch, "data"),
    PORT: "0",
    ...settings,
  };
  const migration = await startProcess("apps/api/src/migrate.ts", environment, /^migrated/);
  await migration.ended;
  const startApi = () =>
    startProcess("apps/api/src/main.ts", environment, /^winnow api ready (?<rest>.*)$/, nodeFlags.api);
  const api = parts.use(await startApi());
  const baseUrl = api.ready;
  const account = await signup({ baseUrl }, { email: "ada@example.com", password: "a quite long password" });
  const apiKey = account.keys.find(({ mode }) => mode === "test")?.token ?? "";
  const started = parts.move();
  return {
    postgres,
    api,
    organizationId: account.organization.id,
    apiKey,
    winnow: createClient({ baseUrl, apiKey, retries: 20 }),
    startWorker: async (main = "apps/worker/src/main.ts") =>
      started.use(await startProcess(main, environment, /^winnow worker ready/, nodeFlags.worker)),
    startApi: async () => started.use(await startApi()),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
