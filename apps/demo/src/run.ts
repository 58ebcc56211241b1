import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  createClient,
  signup,
  type Audit,
  type Client,
  type Job,
  type Row,
  type Wallet,
  type WebhookEvent,
} from "@winnow/client";
import { ImportContacts } from "@winnow/contracts";
import { startTemporaryPostgres } from "@winnow/embedded-postgres";
import { createLogger, loadConfiguration } from "@winnow/runtime";
import { startReceiver, type Receiver } from "@winnow/sandbox";
import { startStandalone } from "@winnow/standalone";
import { showProgress } from "#progress.ts";
import { operatorCall } from "#operator.ts";

const DATA = join(import.meta.dirname, "../data");
const FILE = join(DATA, "crm-export.csv");
/** Welcome credits do not cover the file, so the operator grants the rest, as after a purchase. */
const GRANT_CREDITS = 500;
const CALLBACKS_WITHIN_MS = 30_000;

/** All observations of the demo, for the report and the check. */
export interface DemoOutcome {
  readonly file: string;
  readonly csv: string;
  /** Bytes, because reading a text would remove its byte order mark. */
  readonly resultCsv: Buffer;
  readonly resultPath: string;
  readonly job: Job;
  readonly rows: readonly Row[];
  readonly wallet: Wallet;
  readonly audit: Audit;
  /** Callbacks with a valid signature, in the order of their arrival, and the number of all callbacks. */
  readonly events: readonly WebhookEvent[];
  readonly received: number;
  readonly seconds: number;
}

/** Sign-up → grant → directory → job → callbacks → result file, over HTTP like any caller. */
export async function runDemo(options: {
  readonly out: string;
  readonly say: (line: string) => void;
}): Promise<DemoOutcome> {
  const { say } = options;
  const startedAt = performance.now();
  await using parts = new AsyncDisposableStack();
  say("Starting PostgreSQL, the API, a worker and a sandbox of mail servers on loopback…");
  const logger = createLogger({ name: "demo", level: "error", pretty: true });
  const postgres = parts.use(await startTemporaryPostgres({ logger }));
  const receiver = parts.use(await startReceiver());
  const configuration = loadConfiguration({
    DATABASE_URL: postgres.connectionString,
    WINNOW_DATA_DIR: postgres.scratch,
    PORT: "0",
    WEBHOOK_ALLOWED_HOSTS: new URL(receiver.url).host,
  });
  const standalone = parts.use(await startStandalone(configuration, logger));
  say(`winnow ready ${standalone.url}`);

  const baseUrl = standalone.url;
  const account = await signup(
    { baseUrl },
    { email: "ada@example.com", password: "a quite long password", organization: "Demo" },
  );
  const key = account.keys.find(({ mode }) => mode === "test");
  if (key === undefined) throw new Error("the sign-up answered without a test key");
  say(`Signed up: test key ${key.token.slice(0, 12)}…, ${account.wallets[1]?.granted ?? 0} test credits`);
  await prepare(baseUrl, standalone.secrets.operatorToken, account.organization.id);

  const winnow = createClient({ baseUrl, apiKey: key.token });
  const csv = await readFile(FILE, "utf8");
  const accepted = await winnow.jobs.createFromCsv(await readFile(FILE), {
    kind: "enrich",
    callback_url: receiver.url,
  });
  say(`Sent ${FILE}: ${accepted.counts.submitted} rows are ${accepted.id}`);
  const progress = showProgress(accepted.counts.submitted);
  const job = await winnow.jobs.wait(accepted.id, { onProgress: progress.update });
  progress.stop();

  await receiver.waitFor((posts) => posts.some(({ body }) => isLast(body)), CALLBACKS_WITHIN_MS);
  const resultCsv = Buffer.from(await (await winnow.jobs.resultsCsv(job.id)).arrayBuffer());
  await writeFile(options.out, resultCsv);
  return {
    file: FILE,
    csv,
    resultCsv,
    resultPath: options.out,
    job,
    rows: await Array.fromAsync(winnow.jobs.results(job.id)),
    wallet: await winnow.credits.get(),
    audit: await winnow.credits.audit(),
    events: verifiedEvents(winnow, account.webhook_secret, receiver),
    received: receiver.received.length,
    seconds: Number(((performance.now() - startedAt) / 1000).toFixed(1)),
  };
}

/** The operator's part: grants credits and fills the directory. */
async function prepare(baseUrl: string, operatorToken: string, organizationId: string): Promise<void> {
  await operatorCall(baseUrl, operatorToken, "/ops/api/grants", {
    organization_id: organizationId,
    mode: "test",
    credits: GRANT_CREDITS,
    reference: "demo",
  });
  const contacts: unknown = JSON.parse(await readFile(join(DATA, "directory.json"), "utf8"));
  const body = ImportContacts.parse({ source: "demo", contacts });
  await operatorCall(baseUrl, operatorToken, "/ops/api/contacts", body);
}

function verifiedEvents(winnow: Client, secret: string, receiver: Receiver): WebhookEvent[] {
  return receiver.received.flatMap(({ headers, body }) => {
    try {
      return [winnow.webhooks.verify(secret, headers, body)];
    } catch {
      return [];
    }
  });
}

function isLast(body: string): boolean {
  const { type } = JSON.parse(body) as { type?: unknown };
  return type === "job.completed" || type === "job.failed";
}
