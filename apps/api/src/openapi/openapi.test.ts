import { Validator } from "@seriousme/openapi-schema-validator";
import { errorCatalogue, type ErrorCode } from "@winnow/contracts";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { loadConfiguration } from "@winnow/runtime";
import { expect, test } from "vitest";
import { z } from "zod";
import { startTestApi } from "#fixture/test-api.ts";
import { examples } from "#openapi/examples.ts";
import { describeApi, promisedErrors } from "#openapi/describe.ts";
import { operations } from "#openapi/operations.ts";
import { withPrices } from "#openapi/priced.ts";
import { routes } from "#routes/index.ts";

interface Document {
  readonly paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
}

test("the document is valid OpenAPI 3.1 and is served as it is", async () => {
  await using api = await startTestApi();
  const response = await api.fetch("/openapi.json");
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  const document = (await response.json()) as Record<string, unknown>;
  const described = describeApi(routes, withPrices(operations, loadConfiguration({}).prices));
  expect(document).toEqual(described);
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
});

test("a linter of the trade has nothing to say about it", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const source = JSON.stringify(describeApi(routes, operations));
  const problems = await lintFromString({ source, config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
    [],
  );
});

test("every body and answer has an example, and each is what its schema says", () => {
  for (const [schema, example] of examples) {
    expect(z.safeParse(schema, example), JSON.stringify(example)).toMatchObject({ success: true });
  }
  const lacking = Object.entries(operations)
    .filter(([, { tag }]) => tag !== "Server")
    .flatMap(([name, { body = {}, answers }]) =>
      [body, ...Object.values(answers)].map((content) => ({ name, schema: content["application/json"] })),
    )
    .filter(({ schema }) => schema !== undefined && schema !== null && !isIllustrated(schema))
    .map(({ name }) => name);
  expect(lacking).toEqual([]);
});

/** By an example of its own, or of what it is a page of, or of each of its alternatives. */
function isIllustrated(schema: z.ZodType): boolean {
  if (examples.has(schema)) return true;
  if (schema instanceof z.ZodUnion) return schema.options.every((one) => isIllustrated(one as z.ZodType));
  const page = schema instanceof z.ZodObject ? schema.shape["data"] : undefined;
  return page instanceof z.ZodArray && examples.has(page.element);
}

test("it describes every route once, and nothing that is no route", () => {
  const names = routes.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(operations).toSorted()).toEqual(names.toSorted());
  const { paths } = describeApi(routes, operations) as unknown as Document;
  const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(new Set(ids).size).toBe(names.length);
  expect(() => describeApi(routes, {})).toThrow(/has no operation/);
});

test("an operation lists its errors by status with the codes that it may answer", () => {
  const { paths } = describeApi(routes, operations) as unknown as Document;
  const responses = paths["/v1/jobs"]?.["post"]?.responses ?? {};
  const codes = (status: string) => JSON.stringify(responses[status]);
  expect(Object.keys(responses)).toEqual([
    "202",
    "400",
    "401",
    "402",
    "403",
    "404",
    "406",
    "409",
    "413",
    "415",
    "422",
    "429",
    "500",
    "503",
  ]);
  expect(codes("402")).toContain("key_budget_exceeded");
  expect(codes("401")).not.toContain("invalid_operator_token");
});

test("every code of the error table is promised somewhere", () => {
  const promised = new Set(
    routes.flatMap((route) => promisedErrors(route, operations[`${route.method} ${route.path}`]!)),
  );
  const missing = Object.keys(errorCatalogue).filter((code) => !promised.has(code as ErrorCode));
  // A method that a path does not answer is no operation of it.
  expect(missing.toSorted()).toEqual(["method_not_allowed"]);
});
