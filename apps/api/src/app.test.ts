import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi();
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

describe("paths and methods", () => {
  test("the root says where to begin", async () => {
    const response = await api.fetch("/");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ name: "Winnow", links: { signup: "/v1/signup" } });
  });

  test("an unknown path is a 404, whatever it contains", async () => {
    for (const path of ["/v1", "/v1/nothing", "/v1/jobs/a/b/c", "/%00", "/%ff", "/v1/jobs/%e0%a4%a"]) {
      await expectProblem(await api.fetch(path, { headers: organization.test }), "not_found");
    }
  });

  test("an unknown method is a 405 that names the allowed ones", async () => {
    const deleted = await api.fetch("/v1/jobs", { method: "DELETE" });
    await expectProblem(deleted, "method_not_allowed");
    expect(deleted.headers.get("allow")).toBe("POST, GET, HEAD, OPTIONS");
    const got = await api.fetch("/v1/signup");
    await expectProblem(got, "method_not_allowed");
    expect(got.headers.get("allow")).toBe("POST, OPTIONS");
  });

  test("OPTIONS names the methods and sends no CORS headers", async () => {
    const response = await api.fetch("/v1/jobs", {
      method: "OPTIONS",
      headers: { origin: "https://evil.test", "access-control-request-method": "POST" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("allow")).toBe("POST, GET, HEAD, OPTIONS");
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("HEAD answers like GET, without a body", async () => {
    const head = await api.fetch("/v1/credits", { method: "HEAD", headers: organization.test });
    expect(head.status).toBe(200);
    expect(head.headers.get("content-type")).toMatch("application/json");
    expect(await head.text()).toBe("");
  });

  test("a media type that is not served is a 406", async () => {
    const headers = { ...organization.test, accept: "application/xml" };
    const problem = await expectProblem(await api.fetch("/v1/credits", { headers }), "not_acceptable");
    expect(problem["available"]).toEqual(["application/json"]);
  });
});

describe("headers", () => {
  test("every answer has a request id; the caller's is kept when it is well formed", async () => {
    const own = await api.fetch("/healthz", { headers: { "request-id": "crm-17.a" } });
    expect(own.headers.get("request-id")).toBe("crm-17.a");
    expect(own.headers.get("x-request-id")).toBe("crm-17.a");
    const other = await api.fetch("/healthz", { headers: { "x-request-id": "crm-18" } });
    expect(other.headers.get("request-id")).toBe("crm-18");
    for (const id of ["a b", "x".repeat(101), '"', "<script>"]) {
      const response = await api.fetch("/healthz", { headers: { "request-id": id } });
      expect(response.headers.get("request-id")).toMatch(/^req_[0-9a-z]{26}$/);
    }
  });

  test("answers are not cached and do not name the server's software", async () => {
    const response = await api.fetch("/v1/credits", { headers: organization.test });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.has("x-powered-by")).toBe(false);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("compression", () => {
  /** The bytes on the connection, before fetch decodes them. */
  async function raw(
    path: string,
    encoding: string,
  ): Promise<{ encoding?: string | undefined; bytes: Buffer }> {
    const [response] = (await once(
      get(api.url + path, { headers: { ...organization.test, "accept-encoding": encoding } }),
      "response",
    )) as [IncomingMessage];
    return { encoding: response.headers["content-encoding"], bytes: await buffer(response) };
  }

  test("a long answer is compressed as the caller accepts it, and decodes to the same text", async () => {
    const plain = await raw("/docs/errors", "identity");
    expect(plain.encoding).toBeUndefined();
    const zipped = await raw("/docs/errors", "gzip");
    expect(zipped.encoding).toBe("gzip");
    expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(gunzipSync(zipped.bytes)).toEqual(plain.bytes);
    expect((await raw("/docs/errors", "br")).encoding).toBe("br");
  });

  test("a short answer is not compressed", async () => {
    expect((await raw("/v1/credits", "gzip")).encoding).toBeUndefined();
  });
});

describe("the error reference", () => {
  test("what docs_url points at exists, with an anchor for the code", async () => {
    const refused = await api.fetch("/v1/credits");
    const { docs_url: docsUrl } = await expectProblem(refused, "missing_key");
    const page = await api.fetch(docsUrl);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<section id="missing_key">');
  });
});

describe("hostile HTTP", () => {
  test("bytes that are not HTTP are answered with 400, and the connection is closed", async () => {
    const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
    socket.end("\x16\x03\x01 hello\r\n\r\n");
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });
});
