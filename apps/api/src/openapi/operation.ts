import { WebhookEvent, type ErrorCode } from "@winnow/contracts";
import type { PriceList } from "@winnow/core";
import { costsOf } from "#openapi/costs.ts";
import type { Components } from "#openapi/components.ts";
import { contentOf } from "#openapi/content.ts";
import type { Json } from "#openapi/json.ts";
import { parametersOf } from "#openapi/parameters.ts";
import { responsesOf } from "#openapi/responses.ts";
import { deliveryOf } from "#openapi/webhooks.ts";
import type { RouteContract } from "#route/contract.ts";
import { promisedErrors } from "#route/errors.ts";

/** The OpenAPI operation of a route, derived from the route's contract alone. */
export function operationOf(route: RouteContract, components: Components, prices: PriceList): Json {
  const { id, tag, summary, body, bodyOptional, files, callback } = route;
  const parameters = parametersOf(route, components);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: descriptionOf(route, prices),
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...((body !== undefined || files !== undefined) && {
      requestBody: {
        required: bodyOptional !== true,
        content: contentOf({ json: body, media: files }, "input", components),
      },
    }),
    responses: responsesOf(route, components),
    ...(callback !== undefined && {
      callbacks: {
        event: {
          [callback]: {
            post: { summary: "Receive an event of the job", ...deliveryOf(WebhookEvent, components) },
          },
        },
      },
    }),
    // Responses are shared between calls; the codes of this call stand here.
    "x-error-codes": promisedErrors(route) satisfies ErrorCode[],
  };
}

function descriptionOf(route: RouteContract, prices: PriceList): string {
  const { summary, description, charges, scopes = [], roles, signature } = route;
  const needs = [
    ...(charges === undefined ? [] : [costsOf(charges, prices)]),
    ...(scopes.length > 0 ? [`Needs the scope ${listed(scopes)}.`] : []),
    ...(roles === undefined ? [] : [`For members with the role ${listed(roles)}.`]),
    ...(signature === undefined ? [] : [signature.description]),
  ];
  return [`${summary}.`, ...(description === undefined ? [] : [description]), ...needs].join("\n\n");
}

const listed = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");

function securityOf({ access }: RouteContract): Json[] {
  switch (access) {
    case "anyone":
      return [];
    case "operator":
      return [{ operator: [] }];
    case "member":
      return [{ session: [] }];
    case "key":
      return [{ key: [] }, { keyHeader: [] }, { session: [] }];
  }
}
