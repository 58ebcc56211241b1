import type { PriceList } from "@winnow/core";
import { Components } from "#openapi/components.ts";
import type { Json } from "#openapi/json.ts";
import { operationOf } from "#openapi/operation.ts";
import { sharedHeaders, sharedRefusals } from "#openapi/responses.ts";
import { webhooksOf } from "#openapi/webhooks.ts";
import { tags, type RouteContract } from "#route/contract.ts";

const DESCRIPTION = `Bulk contact enrichment and email verification.

Every refusal is \`application/problem+json\` (RFC 9457) with a \`code\` of the error table at /docs/errors; an operation lists
the codes that it may answer in \`x-error-codes\`. Answers may gain members, and statuses, reasons and event types may gain
values: a client passes on what it does not know.

Any call may also be answered with 405 (a method that the path does not have) or, from the server's parser, with 400 or 431
(bytes that are not an HTTP request, or a URL and headers above 16 kB).`;

/**
 * The OpenAPI 3.1 document of a table of routes, with the prices of this server. It contains only schemas that a route
 * validates or answers with.
 */
export function describeApi(routes: readonly RouteContract[], prices: PriceList): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, components, prices) };
  }
  const webhooks = webhooksOf(components);
  const responses = sharedRefusals(routes, components);
  return {
    openapi: "3.1.1",
    info: {
      title: "Winnow",
      version: "1",
      summary: "Bulk contact enrichment and email verification",
      description: DESCRIPTION,
      contact: { name: "The operator of this server" },
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "This server" }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    webhooks,
    components: { schemas: components.schemas, responses, headers: sharedHeaders, securitySchemes },
  };
}

const securitySchemes = {
  key: {
    type: "http",
    scheme: "bearer",
    description: "An API key: `wn_live_…`, or `wn_test_…` for test credits and the mail sandbox.",
  },
  keyHeader: {
    type: "apiKey",
    in: "header",
    name: "X-Api-Key",
    description: "The same key, for clients that cannot set `Authorization`.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "winnow.session_token",
    description: "The cookie that POST /v1/session sets; `Winnow-Mode` selects live or test.",
  },
  operator: {
    type: "http",
    scheme: "bearer",
    description: "The operator token of this server (`WINNOW_OPERATOR_TOKEN`).",
  },
} as const;
