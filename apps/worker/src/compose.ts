import {
  createProviderBudget,
  createVault,
  keepResultsFor,
  registerProviders,
  type EgressHealth,
} from "@winnow/core";
import type { OpenDatabase } from "@winnow/database";
import type { Bell, QueueBackend } from "@winnow/queues";
import { deriveKey, type Configuration, type Logger, type Secrets } from "@winnow/runtime";
import type { Sandbox } from "@winnow/sandbox";
import { createWaterfall } from "@winnow/enrichment";
import { auditConfigured, nameEgress } from "#egress-audit.ts";
import { verdictJudge } from "#judge.ts";
import { configureProviders } from "#providers.ts";
import { createWebhookSender } from "#sender.ts";
import { createVerifiers } from "#verifiers.ts";
import { createWorker, type RunningWorker } from "#worker.ts";

export interface WorkerParts {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly database: OpenDatabase;
  readonly backend: QueueBackend;
  readonly bell: Bell;
  /** The sandbox for the rows of test jobs. */
  readonly sandbox: Sandbox;
  readonly logger: Logger;
  /** The environment with the keys of enrichment services; this process's when left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * A configured worker: core and its adapters are connected here. It owns what it creates, not its arguments.
 * @throws ConfigurationError when the file of providers has mistakes.
 */
export async function composeWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { configuration, secrets, database, backend, bell, sandbox, logger } = parts;
  const providers = await configureProviders(
    { database: database.kysely, logger },
    configuration.providersFile,
    parts.environment ?? process.env,
  );
  await registerProviders(database.kysely, providers.described);
  await keepResultsFor(database.kysely, configuration.resultsKeptDays);
  let healthy: EgressHealth = "unmeasured";
  const egressHealthy = (): EgressHealth => healthy;
  const verifiers = createVerifiers(
    configuration.verifier,
    sandbox,
    deriveKey(secrets.secret, "catch-all-probe/1").toString("hex"),
    {
      egressHealthy,
      budget: createProviderBudget({ database: database.kysely, logger }, { mode: "live" }),
    },
  );
  const sender = createWebhookSender({
    allowHttp: configuration.webhooks.allowHttp,
    allowedPorts: [443, 80],
    allowedHosts: configuration.webhooks.allowedHosts,
  });
  const vault = createVault(secrets.secret);
  const worker = createWorker({
    waterfall: createWaterfall(providers.steps),
    database,
    backend,
    bell,
    logger,
    verifiers,
    judge: verdictJudge,
    sender,
    openSecret: (sealed) => vault.open(sealed),
    egressHealthy,
    egress: {
      name: nameEgress(configuration.verifier),
      intervalMs: configuration.verifier.auditIntervalMs,
      audit: (signal) => auditConfigured(configuration.verifier, signal),
      changed: (now) => (healthy = now),
    },
    concurrency: configuration.worker.concurrency,
    organizationChunksMax: configuration.worker.organizationChunksMax,
    settings: {
      leaseMs: configuration.worker.leaseMs,
      chunkRows: configuration.worker.chunkRows,
      guaranteeDays: configuration.bounceWindowDays,
    },
  });
  return {
    ready: () => worker.ready(),
    async [Symbol.asyncDispose]() {
      await worker[Symbol.asyncDispose]();
      await Promise.all([verifiers[Symbol.asyncDispose](), sender[Symbol.asyncDispose]()]);
    },
  };
}
