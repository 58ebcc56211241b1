import { createJobProgress, createJobWatch, createSessions } from "@winnow/core";
import compression from "compression";
import express, { type Express } from "express";
import { cachedAnswer } from "#answer/cached.ts";
import { defaultApiOptions, type ApiDependencies } from "#dependencies.ts";
import type { CallCounter } from "#metrics/call-counter.ts";
import { createMetrics } from "#metrics/metrics.ts";
import { createFailedAuthenticationLimiter } from "#limit/failed-authentication.ts";
import { createSignInLimiter } from "#limit/sign-in.ts";
import { mountMcp } from "#mcp/mount.ts";
import { logRequests } from "#middleware/log-requests.ts";
import { securityHeaders } from "#middleware/security-headers.ts";
import { mountRoutes } from "#mount.ts";
import { describeApi } from "#openapi/document.ts";
import { ApiError } from "#problem/api-error.ts";
import { errorDocsUrl } from "#problem/docs-url.ts";
import { handleError } from "#problem/handle-error.ts";
import { mountDocsAssets } from "#routes/docs/assets.ts";
import { mountBoard } from "#routes/ops/board.ts";
import { routes } from "#routes/index.ts";
import type { Api } from "#route/call.ts";

const ANSWER_LISTENERS = 20;

/** The HTTP API as an Express app; does not listen. */
export function createApp(dependencies: ApiDependencies, calls: CallCounter, closing: AbortSignal): Express {
  const options = { ...defaultApiOptions, ...dependencies.options };
  const { database, vault, prices } = dependencies;
  const document = cachedAnswer(JSON.stringify(describeApi(routes, prices)), "application/json");
  const api: Api = {
    ...dependencies,
    options,
    metrics: createMetrics(dependencies),
    calls,
    closing,
    document,
    sessions: createSessions({
      database: database.kysely,
      secret: vault.sessionSecret,
      publicUrl: options.publicUrl ?? "http://localhost",
    }),
    jobWatch: createJobWatch(database.kysely),
    jobProgress: createJobProgress(database.kysely),
    failedAuthentications: createFailedAuthenticationLimiter(options.failedAuthenticationLimit),
    signIns: createSignInLimiter(options.signInLimit, options.accountSignInLimit),
  };
  const app = express();
  app.disable("x-powered-by");
  // Answers that may be cached have their own tag (answer/cached.ts); all others are `no-store`.
  app.disable("etag");
  app.set("query parser", "simple");
  app.set("trust proxy", [...options.trustedProxies]);
  // Log, metrics, counters, compression and a pipeline each wait for the end of the answer, which is not a leak.
  app.use((_request, response, next) => {
    response.setMaxListeners(ANSWER_LISTENERS);
    next();
  });
  app.use(logRequests(dependencies.logger));
  app.use(api.metrics.observeRequests);
  app.use(securityHeaders());
  // gzip, br or deflate, as the caller accepts them, for answers long enough to gain by it.
  app.use(compression());
  mountRoutes(app, routes, api);
  mountMcp(app, api);
  mountDocsAssets(app);
  mountBoard(app, api);
  app.use(() => {
    throw new ApiError("not_found", { detail: "Unknown path. GET / has links to start with." });
  });
  app.use(handleError(errorDocsUrl(options.publicUrl)));
  return app;
}
