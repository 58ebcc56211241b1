import { expect, test } from "vitest";
import { verificationOf } from "#job/fixture/pipeline.ts";
import { scoreBucketOf } from "#score/bucket.ts";

test.each([
  ["valid/because/other/free", {}],
  ["valid/because/google/free", { mailProvider: "google" }],
  ["valid/because/other/role", { flags: { role: true, free: true } }],
  ["valid/because/other/plain", { flags: {} }],
  [null, { verdict: { status: "invalid", reason: "mailbox_not_found" } }],
  [null, { verdict: { status: "valid", reason: "directory" } }],
] as const)("%s", (bucket, differing) => {
  expect(scoreBucketOf({ ...verificationOf("valid@a.test"), ...differing })).toBe(bucket);
});
