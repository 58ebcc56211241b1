import { expect, test } from "vitest";
import { createSecret } from "#secret.ts";
import { signDelivery } from "#sign.ts";
import { isSignedPost } from "#verify.ts";

const secret = createSecret();
const body = '{"credits":500}';
const signed = (timestamp = new Date(), by = secret) => ({
  ...signDelivery({ secrets: [by], id: "purchase_1", timestamp, body }),
});
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test("a post signed with one of the secrets is accepted", () => {
  expect(isSignedPost({ secrets: [secret], headers: signed(), body })).toBe(true);
  expect(isSignedPost({ secrets: [createSecret(), secret], headers: signed(), body })).toBe(true);
});

test.each([
  ["a foreign secret", signed(new Date(), createSecret()), body],
  ["another body", signed(), '{"credits":501}'],
  ["another id", { ...signed(), "webhook-id": "purchase_2" }, body],
  ["another time", { ...signed(), "webhook-timestamp": String(Math.floor(ago(1).getTime() / 1000)) }, body],
  ["six minutes ago", signed(ago(6)), body],
  ["six minutes ahead", signed(ago(-6)), body],
  [
    "another version",
    { ...signed(), "webhook-signature": signed()["webhook-signature"].replace("v1", "v2") },
    body,
  ],
  ["no signature", { "webhook-id": "purchase_1", "webhook-timestamp": signed()["webhook-timestamp"] }, body],
  ["a signature without a value", { ...signed(), "webhook-signature": "v1" }, body],
  ["nothing", {}, body],
])("%s is not", (_, headers, text) => {
  expect(isSignedPost({ secrets: [secret], headers, body: text })).toBe(false);
});
