import type { Actor } from "@winnow/core";
import type { Express, Request, RequestHandler, Response } from "express";
import { authenticateOperatorCall } from "#middleware/authenticate-operator.ts";
import { authenticateMember, requireRole } from "#middleware/authenticate-session.ts";
import { authenticateTenantCall } from "#middleware/authenticate-tenant.ts";
import { negotiateMediaType } from "#middleware/negotiate.ts";
import { ApiError } from "#problem/api-error.ts";
import type { Api, Call } from "#route/call.ts";
import type { Reply, Route } from "#route/define.ts";
import { readCall } from "#route/read-call.ts";

/** Adds a table of routes to the app, and for each of their paths the answer to all other methods. */
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
  const produces = mediaTypesOf(route);
  return async (request, response) => {
    api.metrics.nameRoute(response, route.path);
    // Answers belong to one caller and change, so no cache in between may keep a copy.
    response.set("Cache-Control", "no-store");
    const admitted = (await authenticate(route, callOf(request, response, api))) as Call<never>;
    // When a query may choose the format, the handler negotiates.
    if (produces.length === 1) negotiateMediaType(request, response, produces);
    // No id contains NUL, and PostgreSQL refuses it in a query.
    if (Object.values(request.params).join("").includes("\0")) throw new ApiError("not_found");
    await route.admit?.(admitted);
    const parts = await readCall(route, admitted);
    const reply = await route.handle({ ...admitted, ...parts } as never);
    if (reply !== undefined) send(response, reply);
  };
}

/** The media types of a route's answers, for all statuses; JSON when every answer is empty. */
function mediaTypesOf({ answers }: Route): string[] {
  const types = Object.values(answers).flatMap(({ json, media = {} }) => [
    ...(json === undefined ? [] : ["application/json"]),
    ...Object.keys(media),
  ]);
  return types.length === 0 ? ["application/json"] : [...new Set(types)];
}

function authenticate(route: Route, call: Call<{ readonly type: "anyone" }>): Promise<Call> | Call {
  switch (route.access) {
    case "anyone":
      return call;
    case "operator":
      return authenticateOperatorCall(call);
    case "member":
      return authenticateMember(call).then((admitted) => {
        if (route.roles !== undefined) requireRole(admitted.context.actor, route.roles);
        return admitted;
      });
    case "key":
      return authenticateTenantCall(call, route.scopes ?? []);
  }
}

function send(response: Response, { status, json, headers = {} }: Reply): void {
  response.status(status);
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.set(name, String(value));
  }
  if (json === undefined) response.end();
  else response.json(json);
}

/** A call before its caller is authenticated. */
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

/** RFC 9110: 405 names the methods in Allow; OPTIONS receives only these. */
function refuseMethod(routes: readonly Route[]): RequestHandler {
  const methods = new Set(routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method])));
  const allow = [...methods, "OPTIONS"].join(", ");
  return (request, response) => {
    if (request.method === "OPTIONS") {
      response.status(204).set("Allow", allow).end();
      return;
    }
    throw new ApiError("method_not_allowed", {
      detail: `${request.method} is not allowed here; use ${allow}.`,
      headers: { Allow: allow },
    });
  };
}
