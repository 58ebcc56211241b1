import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

test("the reference and all that it loads come from this server, under a policy that allows nothing else", async () => {
  const response = await api.fetch("/docs");
  const policy = response.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self'");
  const page = await response.text();
  const references = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? "");
  const loaded = references.filter((url) => url.startsWith("/docs/assets/"));
  expect(loaded).toHaveLength(3);
  expect(references.every((url) => url.startsWith("/") || url === "data:,")).toBe(true);
  // No code in the page itself: the policy would not run it.
  expect(page).not.toMatch(/<script>|<script [^>]*>[^<]/);
  for (const url of loaded) {
    const asset = await api.fetch(url);
    expect(asset.status).toBe(200);
    expect((await asset.text()).length).toBeGreaterThan(100);
  }
});

test.each(["/docs/assets/swagger-ui.css", "/openapi.json"])("who has %s already is told so", async (path) => {
  const tag = (await api.fetch(path)).headers.get("etag") ?? "";
  expect(tag).not.toBe("");
  // fetch would add no-cache, which asks for the whole answer.
  const ask = (known: string) =>
    fetch(api.url + path, { headers: { "if-none-match": known, "cache-control": "max-age=0" } });
  expect((await ask(tag)).status).toBe(304);
  expect((await ask('"another"')).status).toBe(200);
});
