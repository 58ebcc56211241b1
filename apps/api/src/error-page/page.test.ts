import { errorCatalogue, fieldCodes, Problem } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorSections } from "#error-page/sections.ts";
import { startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
let page: string;
beforeAll(async () => {
  api = await startTestApi();
  page = await (await api.fetch("/docs/errors")).text();
});
afterAll(() => api[Symbol.asyncDispose]());

const sections = errorSections().flatMap((subject) => subject.sections);

test("every code stands once under one subject", () => {
  expect(sections.map(({ code }) => code).toSorted()).toEqual(Object.keys(errorCatalogue).toSorted());
});

test.each(sections)("the type of $code leads to its section on this server", async ({ code, problem }) => {
  const { type, docs_url: docsUrl, status, title } = Problem.parse(JSON.parse(problem));
  expect({ status, title, docsUrl }).toEqual({ ...pick(code), docsUrl: type });
  const target = new URL(type, api.url);
  expect(target.origin + target.pathname).toBe(`${api.url}/docs/errors`);
  expect(page.split(`id="${target.hash.slice(1)}"`)).toHaveLength(2);
});

test("every code of a field has a line", () => {
  for (const code of Object.keys(fieldCodes)) expect(page).toContain(`<dt><code>${code}</code></dt>`);
});

test("the page needs no key and no script, and is kept by its reader", async () => {
  expect(page).not.toContain("<script");
  const response = await api.fetch("/docs/errors");
  expect(response.headers.get("cache-control")).toBe("public, max-age=3600");
  const tag = response.headers.get("etag") ?? "";
  const headers = { "if-none-match": tag, "cache-control": "max-age=0" };
  expect((await fetch(`${api.url}/docs/errors`, { headers })).status).toBe(304);
  const head = await api.fetch("/docs/errors", { method: "HEAD" });
  expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, tag, ""]);
});

test("with PUBLIC_URL, type is absolute", async () => {
  await using known = await startTestApi({ publicUrl: "https://winnow.example" });
  const response = await known.fetch("/v1/credits");
  const { type } = Problem.parse(await response.json());
  expect(type).toBe("https://winnow.example/docs/errors#missing_key");
});

function pick(code: keyof typeof errorCatalogue) {
  const { status, title } = errorCatalogue[code];
  return { status, title };
}
