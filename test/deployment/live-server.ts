import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApi, type ApiOptions } from "@winnow/api";
import { createVault } from "@winnow/core";
import { backendOf, createBell } from "@winnow/queues";
import { createLogger, loadConfiguration, loadSecrets } from "@winnow/runtime";
import { startReceiver, startSandbox } from "@winnow/sandbox";
import { createTestDatabase } from "@winnow/testing";
import { parseAddress } from "@winnow/verifier";
import { composeWorker } from "@winnow/worker";

/** The API and a worker with the mail sandbox, on loopback, as clients in any language reach them. */
export interface LiveServer extends AsyncDisposable {
  readonly url: string;
  readonly operatorToken: string;
  /** Receives callbacks. */
  readonly receiverUrl: string;
}

/** More calls than any tool makes, because a limit that refuses most of them would make the test meaningless. */
const ENDLESS = { quota: 1_000_000, windowSeconds: 1 };

/** For callbacks: nothing leaves this machine. */
const OUTSIDE = { ok: false, code: "unresolvable", message: "is not on this machine" } as const;

/**
 * Starts the service on a separate database, with limits that no test reaches.
 * @param options of the API that differ from its defaults.
 */
export async function startLiveServer(options: Partial<ApiOptions> = {}): Promise<LiveServer> {
  await using parts = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "winnow-live-"));
  parts.defer(() => rm(directory, { recursive: true, force: true }));
  const database = parts.use(await createTestDatabase());
  const receiver = parts.use(await startReceiver());
  const { connectionString: databaseUrl } = database;
  const { host } = new URL(receiver.url);
  const sandbox = parts.use(await startSandbox({ historyMax: 0 }));
  const configuration = loadConfiguration({
    DATABASE_URL: databaseUrl,
    WINNOW_DATA_DIR: directory,
    WEBHOOK_ALLOWED_HOSTS: host,
    // Live rows are also verified on this machine.
    VERIFIER_DNS_SERVERS: sandbox.dnsServers.join(),
    VERIFIER_SMTP_PORT: String(sandbox.smtpPort),
    VERIFIER_ALLOW_PRIVATE_MX: "true",
    VERIFIER_HELO_NAME: "sound.deliverable.test",
  });
  const secrets = await loadSecrets({ directory, secret: undefined, operatorToken: undefined });
  const logger = createLogger({ name: "live", level: "error" });
  const backend = backendOf({ databaseUrl, redisUrl: undefined });
  const bell = parts.use(createBell({ backend, logger }));
  await bell.ready();
  const worker = parts.use(
    await composeWorker({ configuration, secrets, database, backend, bell, sandbox, logger }),
  );
  await worker.ready();
  const api = parts.use(
    await createApi(
      {
        database,
        bell,
        logger,
        vault: createVault(secrets.secret),
        operatorToken: secrets.operatorToken,
        callbackPolicy: { check: async (url) => (URL.parse(url)?.host === host ? { ok: true } : OUTSIDE) },
        parseAddress,
        welcomeCredits: configuration.welcomeCredits,
        prices: configuration.prices,
        options: {
          keyLimit: { name: "key", ...ENDLESS },
          organizationLimit: { name: "organization", ...ENDLESS },
          failedAuthenticationLimit: { name: "failed-authentication", ...ENDLESS },
          signInLimit: { name: "sign-in", ...ENDLESS },
          leakLimit: { name: "leak", ...ENDLESS },
          signupLimit: { name: "signup", ...ENDLESS },
          // Without these settings, their calls do not exist.
          purchaseHookSecrets: ["whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"],
          leakScannerKeys: new Map([["any", generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey]]),
          ...options,
        },
      },
      { host: "127.0.0.1", port: 0 },
    ),
  );
  const started = parts.move();
  return {
    url: api.url,
    operatorToken: secrets.operatorToken,
    receiverUrl: receiver.url,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
