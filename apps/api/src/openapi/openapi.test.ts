import { Validator } from "@seriousme/openapi-schema-validator";
import { errorCatalogue, type ErrorCode } from "@winnow/contracts";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { loadConfiguration } from "@winnow/runtime";
import { expect, test } from "vitest";
import { startTestApi } from "#fixture/test-api.ts";
import { describeApi } from "#openapi/document.ts";
import type { Json } from "#openapi/json.ts";
import { promisedErrors } from "#route/errors.ts";
import { routes } from "#routes/index.ts";

interface Operation {
  readonly operationId: string;
  readonly description: string;
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Record<string, { readonly content?: Record<string, Media>; readonly $ref?: string }>;
  readonly "x-error-codes": readonly string[];
}
interface Media {
  readonly schema: Json;
  readonly example?: unknown;
}
const document = describeApi(routes, loadConfiguration({}).prices) as {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly webhooks: Record<string, unknown>;
  readonly components: { readonly schemas: Record<string, Json>; readonly responses: Record<string, Json> };
};
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

test("the document is valid OpenAPI 3.1 and is served as it is", async () => {
  await using api = await startTestApi();
  const response = await api.fetch("/openapi.json");
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  const served = (await response.json()) as Json;
  expect(served).toEqual(document);
  expect(await new Validator().validate(served)).toMatchObject({ valid: true });
});

test("an OpenAPI linter reports no problem", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
    [],
  );
});

test("it describes every route once, each under a unique operation id", () => {
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
});

test("every JSON body and answer is a named schema with a complete example", () => {
  const media = operations.flatMap(({ operationId, requestBody, responses }) =>
    [requestBody, ...Object.values(responses)].flatMap((each) =>
      Object.entries(each?.content ?? {}).map(([type, content]) => ({ operationId, type, ...content })),
    ),
  );
  const json = media.filter(({ type }) => type === "application/json");
  expect(json.filter(({ schema }) => schema["$ref"] === undefined)).toEqual([]);
  expect(json.filter(({ example }) => example === undefined).map(({ operationId }) => operationId)).toEqual(
    [],
  );
});

test("every parameter and every property has a description that does not repeat its name", () => {
  const parameters = operations.flatMap(({ operationId, parameters: own = [] }) =>
    own.map(({ name, description }) => ({ at: `${operationId} ${name}`, description })),
  );
  const properties = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
    Object.entries((schema["properties"] ?? {}) as Record<string, Json>).map(
      ([property, { description }]) => ({
        at: `${name}.${property}`,
        description,
      }),
    ),
  );
  const silent = [...parameters, ...properties].filter(
    ({ description }) => typeof description !== "string" || description.length < 15,
  );
  expect(silent.map(({ at }) => at)).toEqual([]);
});

test("an operation lists the codes of its errors, and shares one response for each status", () => {
  const { responses, "x-error-codes": codes } = document.paths["/v1/jobs"]!["post"]!;
  expect(codes).toContain("key_budget_exceeded");
  expect(codes).not.toContain("invalid_operator_token");
  expect(responses["402"]).toEqual({ $ref: "#/components/responses/PaymentRequired" });
  const statuses = new Set(codes.map((code) => String(errorCatalogue[code as ErrorCode].status)));
  expect(Object.keys(responses).filter((status) => status !== "202")).toEqual([...statuses].toSorted());
});

test("every code of the error table is promised somewhere", () => {
  const promised = new Set(routes.flatMap((route) => promisedErrors(route)));
  const missing = Object.keys(errorCatalogue).filter((code) => !promised.has(code as ErrorCode));
  // An unknown method is not an operation of its path, and a malformed request has no path.
  expect(missing.toSorted()).toEqual(["malformed_request", "method_not_allowed", "request_timeout"]);
});

test("every event is described as a webhook", () => {
  expect(Object.keys(document.webhooks)).toContain("job.completed");
});
