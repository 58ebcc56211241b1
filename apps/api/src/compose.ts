import { createVault } from "@winnow/core";
import type { OpenDatabase } from "@winnow/database";
import type { Bell } from "@winnow/queues";
import type { Configuration, Logger, Secrets } from "@winnow/runtime";
import { parseAddress } from "@winnow/verifier";
import { checkUrl } from "@winnow/webhooks";
import { loadScannerKeys } from "#leak/scanner-keys.ts";
import { createApi, type RunningApi } from "#server.ts";

export interface ApiParts {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly database: OpenDatabase;
  readonly bell: Bell;
  readonly logger: Logger;
}

/**
 * A configured API that listens: core and its adapters are connected here. It closes none of its arguments.
 * @throws ConfigurationError when a file that a setting names is invalid.
 */
export async function composeApi(parts: ApiParts): Promise<RunningApi> {
  const { configuration, secrets, database, bell, logger } = parts;
  const { rateLimits, signup } = configuration;
  const policy = {
    allowHttp: configuration.webhooks.allowHttp,
    allowedHosts: configuration.webhooks.allowedHosts,
  };
  return createApi(
    {
      database,
      bell,
      logger,
      vault: createVault(secrets.secret),
      operatorToken: secrets.operatorToken,
      callbackPolicy: { check: (url) => checkUrl(url, policy) },
      parseAddress,
      welcomeCredits: configuration.welcomeCredits,
      prices: configuration.prices,
      options: {
        csvBodyMaxBytes: configuration.http.maxBodyBytes,
        jobRowsMax: configuration.maxJobRows,
        signup: signup.who,
        leakScannerKeys: await loadScannerKeys(configuration.leakScannerKeysFile),
        publicUrl: configuration.publicUrl,
        signupLimit: { name: "signup", quota: signup.perAddressAndDay, windowSeconds: 86_400 },
        keyLimit: { name: "key", quota: rateLimits.perKey, windowSeconds: 60 },
        organizationLimit: { name: "organization", quota: rateLimits.perOrganization, windowSeconds: 60 },
        failedAuthenticationLimit: {
          name: "failed-authentication",
          quota: rateLimits.failedAuthentications,
          windowSeconds: 60,
        },
        signInLimit: { name: "sign-in", quota: rateLimits.signIns, windowSeconds: 60 },
        trustedProxies: configuration.http.trustedProxies,
        singleCallLimit: { name: "single", most: configuration.singleCalls, withinMs: 60_000 },
        uploadsMax: configuration.uploads,
        bounceWindowDays: configuration.bounceWindowDays,
        uploadsKeptHours: configuration.uploadsKeptHours,
        purchaseHookSecrets: configuration.purchaseHookSecrets,
      },
    },
    configuration.http,
  );
}
