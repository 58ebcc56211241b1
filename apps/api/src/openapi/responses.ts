import { errorCatalogue, Problem, type ErrorCode } from "@winnow/contracts";
import type { Components } from "#openapi/components.ts";
import type { Json } from "#openapi/json.ts";
import { contentOf } from "#openapi/content.ts";
import type { AnswerContract, RouteContract } from "#route/contract.ts";
import { promisedErrors } from "#route/errors.ts";
import { headers, type HeaderName } from "#route/headers.ts";

const LIMIT_HEADERS = [
  "RateLimit-Policy",
  "RateLimit",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
] as const satisfies readonly HeaderName[];

/** Headers of refusals by status, beside `Request-Id`. */
const REFUSAL_HEADERS: Readonly<Record<number, readonly HeaderName[]>> = {
  401: ["WWW-Authenticate"],
  409: ["Retry-After"],
  429: ["Retry-After", ...LIMIT_HEADERS],
  503: ["Retry-After"],
};

/** Names of the shared error responses, by status. */
const REFUSAL_NAMES: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  402: "PaymentRequired",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  406: "NotAcceptable",
  409: "Conflict",
  410: "Gone",
  413: "ContentTooLarge",
  415: "UnsupportedMediaType",
  416: "RangeNotSatisfiable",
  422: "UnprocessableContent",
  429: "TooManyRequests",
  431: "RequestHeaderFieldsTooLarge",
  451: "UnavailableForLegalReasons",
  500: "InternalServerError",
  502: "BadGateway",
  503: "ServiceUnavailable",
};

/** Every response of a route: its answers, then its refusals by reference. */
export function responsesOf(route: RouteContract, components: Components): Json {
  const limited: readonly HeaderName[] =
    route.access === "key" ? [...LIMIT_HEADERS, "Deprecation", "Sunset"] : [];
  const answers = Object.entries(route.answers).map(([status, answer]) => [
    status,
    answerOf(answer, limited, components),
  ]);
  const statuses = new Set(promisedErrors(route).map((code) => errorCatalogue[code].status));
  const refusals = [...statuses]
    .toSorted((a, b) => a - b)
    .map((status) => [String(status), { $ref: `#/components/responses/${refusalName(status)}` }]);
  return Object.fromEntries([...answers, ...refusals]);
}

function answerOf(answer: AnswerContract, limited: readonly HeaderName[], components: Components): Json {
  const { description, json, media = {}, headers: own = [] } = answer;
  const content = contentOf({ json, media }, "output", components);
  return {
    description,
    headers: headerReferences(["Request-Id", ...own, ...limited]),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

/** The shared error responses: one for each status that some route may refuse with. */
export function sharedRefusals(
  routes: readonly RouteContract[],
  components: Components,
): Record<string, Json> {
  const promised = new Set(routes.flatMap((route) => promisedErrors(route)));
  const codes = (Object.keys(errorCatalogue) as ErrorCode[]).filter((code) => promised.has(code));
  const byStatus = Map.groupBy(codes, (code) => errorCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      refusalName(status),
      {
        description: group.map((code) => `\`${code}\`: ${errorCatalogue[code].title}.`).join(" "),
        headers: headerReferences(["Request-Id", ...(REFUSAL_HEADERS[status] ?? [])]),
        content: { "application/problem+json": { schema: components.reference(Problem, "output") } },
      },
    ]),
  );
}

function refusalName(status: number): string {
  const name = REFUSAL_NAMES[status];
  if (name === undefined) throw new Error(`the status ${status} of the error table has no name`);
  return name;
}

function headerReferences(names: readonly HeaderName[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** The headers that responses refer to. */
export const sharedHeaders: Record<string, Json> = { ...headers };
