import type { RequestHandler, Response } from "express";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { ApiDependencies } from "#dependencies.ts";
import { addEgressGauges } from "#metrics/egress-gauges.ts";
import { addMailProviderGauges } from "#metrics/mail-provider-gauges.ts";
import { addQueueGauges } from "#metrics/queue-gauges.ts";
import { addTableGauges } from "#metrics/table-gauges.ts";

/** The metrics of this API for Prometheus. */
export interface Metrics {
  readonly contentType: string;
  /** Reads the tables and queues and renders all metrics. Succeeds even when one of them is away. */
  render(): Promise<string>;
  /** Measures every request from here to the end of its answer. */
  readonly observeRequests: RequestHandler;
  /** Sets the label from the route table: a path with ids in it would be a series of its own. */
  nameRoute(response: Response, path: string): void;
}

/** Each API has its own registry, so that several can run in one process. */
export function createMetrics(dependencies: Pick<ApiDependencies, "database" | "bell" | "logger">): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const readTables = addTableGauges(registry, dependencies);
  const readQueues = addQueueGauges(registry, dependencies);
  const readMailProviders = addMailProviderGauges(registry, dependencies);
  const readEgress = addEgressGauges(registry, dependencies);
  const duration = new Histogram({
    name: "winnow_http_request_duration_seconds",
    help: "From the first byte of a request to the last byte of its answer.",
    labelNames: ["route", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  const routes = new WeakMap<Response, string>();
  return {
    contentType: registry.contentType,
    // Not prom-client's `collect`: it renders other gauges of the same reading before the reading has ended.
    async render() {
      await Promise.all([readTables(), readQueues(), readMailProviders(), readEgress()]);
      return registry.metrics();
    },
    nameRoute: (response, path) => void routes.set(response, path),
    observeRequests: (request, response, next) => {
      const stop = duration.startTimer();
      response.once("close", () => {
        const route = routes.get(response) ?? "none";
        stop({ route, method: knownMethod(request.method), status: response.statusCode });
      });
      next();
    },
  };
}

/** Callers choose the method, so only these become labels. */
function knownMethod(method: string): string {
  return ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].includes(method) ? method : "other";
}
