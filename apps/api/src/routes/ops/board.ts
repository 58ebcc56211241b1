import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ExpressAdapter } from "@bull-board/express";
import type { Express, RequestHandler } from "express";
import { authenticateOperatorCall } from "#middleware/authenticate-operator.ts";
import { callOf } from "#mount.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Api } from "#route/call.ts";

const BASE_PATH = "/ops";

/**
 * The operators' board over the queues (bull-board), read-only: the tables decide which work is due, so an operator has
 * nothing to repair in a queue.
 */
export function mountBoard(app: Express, api: Api): void {
  const adapter = new ExpressAdapter();
  adapter.setBasePath(BASE_PATH);
  createBullBoard({
    queues: api.bell.queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: adapter,
    options: {
      uiConfig: {
        boardTitle: "Winnow queues",
        miscLinks: [{ text: "Mail providers", url: `${BASE_PATH}/api/mail-providers` }],
      },
    },
  });
  app.use(BASE_PATH, admitOperator(api), refuseChanges, adapter.getRouter());
}

function admitOperator(api: Api): RequestHandler {
  return async (request, response, next) => {
    api.metrics.nameRoute(response, BASE_PATH);
    await authenticateOperatorCall(callOf(request, response, api));
    response.set("Cache-Control", "no-store");
    next();
  };
}

/** The board's own read-only mode covers each queue; this covers whatever it adds later. */
const refuseChanges: RequestHandler = (request, _response, next) => {
  if (request.method === "GET" || request.method === "HEAD") {
    next();
    return;
  }
  throw new ApiError("method_not_allowed", {
    detail: "The board is read-only.",
    headers: { Allow: "GET, HEAD" },
  });
};
