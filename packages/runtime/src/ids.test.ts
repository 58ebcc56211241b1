import { describe, expect, test } from "vitest";
import { createId, idPrefixes, isId } from "#ids.ts";

describe("ids", () => {
  test("carry their prefix and are recognised", () => {
    const id = createId("job");
    expect(id).toMatch(/^job_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(isId("job", id)).toBe(true);
    expect(isId("key", id)).toBe(false);
  });

  test("sort by creation within a process", () => {
    const ids = Array.from({ length: 2_000 }, () => createId("evt"));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    "",
    "job",
    "job_",
    "job_1",
    "job_zzzzzzzzzzzzzzzzzzzzzzzzzz",
    "JOB_01h455vb4pex5vsknk084sn02q",
    "job_01h455vb4pex5vsknk084sn02q ",
  ])("%j is not a job id", (text) => {
    expect(isId("job", text)).toBe(false);
  });

  test("no two kinds share a prefix", () => {
    const prefixes = Object.values(idPrefixes);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});
