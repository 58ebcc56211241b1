import type { Actor } from "@winnow/core";
import type { Express, Request, RequestHandler, Response } from "express";
import { authenticateOperatorCall } from "#middleware/authenticate-operator.ts";
import { authenticateMember, requireRole } from "#middleware/authenticate-session.ts";
import { authenticateTenantCall } from "#middleware/authenticate-tenant.ts";
import { limitBodyTime } from "#middleware/body-deadline.ts";
import { negotiate } from "#middleware/negotiate.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Api, Call, Route } from "#route.ts";

const JSON_ONLY = ["application/json"];

/** Puts a table of routes on the app, and on each of their paths the answer to every other method. */
export function mountRoutes(app: Express, routes: readonly Route[], api: Api): void {
  const byPath = Map.groupBy(routes, (route) => route.path);
  for (const [path, group] of byPath) {
    for (const route of group) {
      const handler = handlerOf(route, api);
      if (route.method === "GET") app.get(path, handler);
      else if (route.method === "POST") app.post(path, handler);
      else app.delete(path, handler);
    }
    app.all(path, refuseMethod(group));
  }
}

function handlerOf(route: Route, api: Api): RequestHandler {
  return async (request, response) => {
    api.metrics.nameRoute(response, route.path);
    // Answers belong to one caller and change: nothing between us and them may keep a copy.
    response.set("Cache-Control", "no-store");
    if (route.streamsBody !== true) limitBodyTime(request, api.options.bodyDeadlineMs);
    const call = callOf(request, response, api);
    const acceptable = () => {
      const { produces = JSON_ONLY } = route;
      if (produces !== "handler") negotiate(request, response, produces);
      // No id has one, and PostgreSQL could not be asked for it.
      if (Object.values(request.params).join("").includes("\0")) throw new ApiError("not_found");
    };
    switch (route.access) {
      case "anyone":
        acceptable();
        return route.handle(call);
      case "operator": {
        const admitted = await authenticateOperatorCall(call);
        acceptable();
        return route.handle(admitted);
      }
      case "member": {
        const admitted = await authenticateMember(call);
        if (route.roles !== undefined) requireRole(admitted.context.actor, route.roles);
        acceptable();
        return route.handle(admitted);
      }
      case "key": {
        const admitted = await authenticateTenantCall(call, route.scopes);
        acceptable();
        return route.handle(admitted);
      }
    }
  };
}

/** A call before anybody is known. */
export function callOf(request: Request, response: Response, api: Api): Call<{ readonly type: "anyone" }> {
  const { database, bell, vault, prices } = api;
  const anyone = { type: "anyone" } as const satisfies Actor;
  return {
    request,
    response,
    api,
    context: {
      database: database.kysely,
      pool: database.pool,
      bell,
      vault,
      prices,
      clock: { now: () => new Date() },
      logger: request.log,
      actor: anyone,
    },
  };
}

/** RFC 9110: 405 names the methods in Allow; OPTIONS asks for nothing else. */
function refuseMethod(routes: readonly Route[]): RequestHandler {
  const methods = new Set(routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method])));
  const allow = [...methods, "OPTIONS"].join(", ");
  return (request, response) => {
    if (request.method === "OPTIONS") {
      response.status(204).set("Allow", allow).end();
      return;
    }
    throw new ApiError("method_not_allowed", {
      detail: `${request.method} is not answered here; ${allow} are.`,
      headers: { Allow: allow },
    });
  };
}
