import { describe, expect, test } from "vitest";
import { scrubSecrets } from "#scrub.ts";

const key = `wn_live_${"a1B2".repeat(9)}xy`;

describe("scrub", () => {
  test.each([
    ["an API key in prose", `key ${key} was used`, key],
    [
      "a callback secret",
      "secret is whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ],
    ["an operator token", "used wn_ops_ozUKBmWP0cSUO0zsBU3bNHdcH5vWVrD_", "ozUKBmWP0cSUO0zs"],
    ["an invitation", "sent wninv_ozUKBmWP0cSUO0zsBU3bNHdcH5vWVrD_ozUKBmWP0cS to Ada", "ozUKBmWP0cSUO0zs"],
    ["a bearer token", "sent Authorization: Bearer abcdef.123456", "abcdef.123456"],
    ["a password in a URL", "postgres://winnow:hunter22@127.0.0.1:5432/winnow", "hunter22"],
    ["a nested member", JSON.stringify({ a: { b: { operatorToken: "deep-one" } } }), "deep-one"],
    ["a quoted value", JSON.stringify({ password: 'tricky"hunter22' }), "hunter22"],
    ["a header", JSON.stringify({ headers: { "X-Api-Key": "plain-one" } }), "plain-one"],
    ["an array of cookies", JSON.stringify({ "set-cookie": ["sid=s3cr3t; Path=/", "b=s3cr3t"] }), "s3cr3t"],
  ])("masks %s", (_name, text, secret) => {
    expect(scrubSecrets(text)).not.toContain(secret);
    expect(scrubSecrets(text)).toContain("[redacted]");
  });

  test("keeps the line valid JSON and the rest of it as it was", () => {
    const line = JSON.stringify({
      level: 30,
      token: 'x"y',
      job: "job_1",
      tokens_total: 7,
      keyId: "key_1",
      msg: "hello",
    });
    expect(JSON.parse(scrubSecrets(line))).toEqual({
      level: 30,
      token: "[redacted]",
      job: "job_1",
      tokens_total: 7,
      keyId: "key_1",
      msg: "hello",
    });
  });
});
