import { describe, expect, test } from "vitest";
import { createLogger } from "#logger.ts";

function capture(pretty = false) {
  const lines: string[] = [];
  const logger = createLogger({
    name: "api",
    level: "info",
    pretty,
    destination: { write: (line) => void lines.push(line) },
  });
  return { lines, logger };
}

describe("createLogger", () => {
  test("writes one JSON line with name, level and time", () => {
    const { lines, logger } = capture();
    logger.info({ jobId: "job_1" }, "planned");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: 30,
      name: "api",
      jobId: "job_1",
      msg: "planned",
    });
  });

  test("no secret leaves, whether in a message, a member, a child's binding, an error or a buffer", () => {
    const { lines, logger } = capture();
    const token = `wn_test_${"x".repeat(38)}`;
    logger.info(`hello ${token}`);
    logger.child({ apiKey: "plain-secret" }).info({ nested: { deeper: { password: "plain-secret" } } });
    logger.error({ error: new Error(`refused ${token}`) }, "failed");
    logger.info({ secret: Buffer.from("plain-secret"), headers: { cookie: "sid=plain-secret" } });
    const text = lines.join("");
    expect(lines).toHaveLength(4);
    expect(text).not.toContain(token);
    expect(text).not.toContain("plain-secret");
    expect(text).not.toContain(Buffer.from("plain-secret").toJSON().data.join(","));
  });

  test("an error is logged with its code and its cause, without the objects that hang on it", () => {
    const { lines, logger } = capture();
    const error = new Error("broken", { cause: new Error("because") });
    logger.error({ error: Object.assign(error, { code: "57P01", client: { user: "winnow" } }) });
    const logged = JSON.parse(lines[0] ?? "").error;
    expect(logged).toMatchObject({ type: "Error", message: "broken: because", code: "57P01" });
    expect(Object.keys(logged).toSorted()).toEqual(["code", "message", "stack", "type"]);
  });

  test("a request is logged without headers and query", () => {
    const { lines, logger } = capture();
    logger.info({
      req: { id: "req_1", method: "POST", url: "/v1/jobs?callback_url=https://u:p@x", headers: { a: "b" } },
    });
    expect(JSON.parse(lines[0] ?? "").req).toEqual({ id: "req_1", method: "POST", path: "/v1/jobs" });
  });

  test("pretty lines read as prose and show the error's stack", () => {
    const { lines, logger } = capture(true);
    logger.warn({ jobId: "job_1", error: new Error("broken") }, "slow");
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}api: slow {2}jobId=job_1\n {2}Error: broken\n/);
  });
});
