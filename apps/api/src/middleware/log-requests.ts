import type { RequestHandler } from "express";
import type { Logger } from "@winnow/runtime";
import { pinoHttp } from "pino-http";
import { assignRequestId } from "#middleware/request-id.ts";

/** Machines poll these every few seconds, so only failures are logged. */
const QUIET_PATHS = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * Gives each request an id and a logger (`request.log`), and logs one line when it is answered: method, path without
 * query, status, duration. Headers and bodies are never logged.
 */
export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: assignRequestId,
    wrapSerializers: false,
    quietReqLogger: true,
    customAttributeKeys: { reqId: "requestId", responseTime: "durationMs" },
    serializers: {
      req: (request: { method?: string; url?: string }) => ({
        method: request.method,
        path: request.url?.replace(/\?.*$/s, ""),
      }),
      res: (response: { statusCode?: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (request, response, error) => {
      if (error !== undefined || response.statusCode >= 500) return "warn";
      return QUIET_PATHS.has(request.url ?? "") ? "debug" : "info";
    },
    customSuccessMessage: () => "request answered",
    customErrorMessage: () => "request failed",
  });
}
