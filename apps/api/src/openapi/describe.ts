import { errorCatalogue, Problem, type ErrorCode } from "@winnow/contracts";
import { z } from "zod";
import { examples } from "#openapi/examples.ts";
import { tags, type Operation } from "#openapi/operation.ts";
import type { Route } from "#route.ts";

type Json = Record<string, unknown>;

/** What may go wrong with a call because of who may make it. */
function impliedErrors(route: Route): readonly ErrorCode[] {
  const session: readonly ErrorCode[] = [
    "session_required",
    // A page of another site can make a browser ask, but not read the answer.
    ...(route.method === "GET" ? [] : (["cross_site_request"] as const)),
    "organization_suspended",
    // Of Winnow-Mode.
    "validation_failed",
  ];
  switch (route.access) {
    case "anyone":
      return [];
    case "operator":
      return ["invalid_operator_token", "rate_limited"];
    case "member":
      return route.roles === undefined ? session : [...session, "insufficient_role"];
    case "key":
      return [
        "missing_key",
        "malformed_key",
        "unknown_key",
        "expired_key",
        "revoked_key",
        ...session,
        "insufficient_scope",
        "ip_not_allowed",
        "browser_use_blocked",
        "rate_limited",
      ];
  }
}

/**
 * The OpenAPI 3.1 document of a table of routes. Every schema in it is the one that the route itself reads or writes with.
 * @throws Error naming a route that has no operation.
 */
export function describeApi(routes: readonly Route[], operations: Readonly<Record<string, Operation>>): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    const operation = operations[name];
    if (operation === undefined) throw new Error(`${name} has no operation`);
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route, operation) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Winnow",
      version: "1",
      description: "Bulk contact enrichment and email verification.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, "output") },
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "wn_live_… or wn_test_…" },
        keyHeader: { type: "apiKey", in: "header", name: "X-Api-Key" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "winnow.session_token",
          description: "The cookie of POST /v1/session; Winnow-Mode says live or test.",
        },
        operator: { type: "http", scheme: "bearer", description: "The operator token" },
      },
    },
  };
}

/** Every error code that a route may answer. */
export function promisedErrors(route: Route, operation: Operation): ErrorCode[] {
  // What the server says about itself needs no database.
  const stored = operation.tag === "Server" ? [] : (["unavailable"] as const);
  const errors = [
    ...impliedErrors(route),
    ...operation.errors,
    "not_acceptable",
    "internal",
    ...stored,
  ] as const;
  return [...new Set(errors)];
}

function describeOperation(route: Route, operation: Operation): Json {
  const { id, tag, summary, costs, body, bodyOptional } = operation;
  const scopes = route.access === "key" ? ` Needs the scope ${route.scopes.join(", ")}.` : "";
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${summary}.${costs === undefined ? "" : ` ${costs}`}${scopes}`,
    security: securityOf(route),
    parameters: [
      ...pathParameters(route.path),
      ...queryParameters(operation),
      ...headerParameters(operation),
    ],
    ...(body !== undefined && {
      requestBody: { required: bodyOptional !== true, content: contentOf(body, "input") },
    }),
    responses: {
      ...answersOf(operation),
      ...refusalsOf(promisedErrors(route, operation)),
    },
  };
}

function securityOf(route: Route): Json[] {
  if (route.access === "key") return [{ key: [] }, { keyHeader: [] }, { session: [] }];
  if (route.access === "member") return [{ session: [] }];
  return route.access === "operator" ? [{ operator: [] }] : [];
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ query, body }: Operation): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  const otherWays = Object.keys(body ?? {}).length;
  // Where a JSON body is another way in, the options stand in it: then none of these is required.
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name) && !(name === "kind" && otherWays > 1),
    schema,
  }));
}

function headerParameters({ idempotencyKey }: Operation): Json[] {
  if (idempotencyKey === undefined) return [];
  return [
    {
      name: "Idempotency-Key",
      in: "header",
      required: idempotencyKey === "required",
      description: "A fresh UUID, and the same one when the call is repeated.",
      schema: { type: "string", minLength: 1, maxLength: 255 },
    },
  ];
}

function answersOf({ answers }: Operation): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, content]) => [
      status,
      {
        description: status === "204" ? "Done" : "The answer",
        headers: {
          "Request-Id": { description: "Follows the call through every log", schema: { type: "string" } },
        },
        ...(Object.keys(content).length > 0 && { content: contentOf(content, "output") }),
      },
    ]),
  );
}

/** One answer per status; its schema says which codes that status may carry here. */
function refusalsOf(codes: readonly ErrorCode[]): Record<string, Json> {
  const byStatus = Map.groupBy(codes, (code) => errorCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      String(status),
      {
        description: group.map((code) => `\`${code}\`: ${errorCatalogue[code].title}`).join("; "),
        content: {
          "application/problem+json": {
            schema: {
              allOf: [
                { $ref: "#/components/schemas/Problem" },
                { type: "object", properties: { code: { enum: group } } },
              ],
            },
          },
        },
      },
    ]),
  );
}

function contentOf(content: Readonly<Record<string, z.ZodType | null>>, io: "input" | "output"): Json {
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [
      type,
      { schema: schema === null ? { type: "string" } : schemaOf(schema, io) },
    ]),
  );
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const example = examples.get(zodSchema);
      if (example !== undefined) jsonSchema.examples = [example];
    },
  });
  return described;
}
