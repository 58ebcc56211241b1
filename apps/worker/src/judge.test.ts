import { loadConfiguration } from "@winnow/runtime";
import { personas, startSandbox } from "@winnow/sandbox";
import { CLASSIFIER_VERSION, VERDICT_VERSION } from "@winnow/verifier";
import { expect, test } from "vitest";
import { verdictJudge } from "#judge.ts";
import { createVerifiers } from "#verifiers.ts";

test("stored evidence gets the same verdict as at first, in the same words", async () => {
  await using sandbox = await startSandbox();
  const { verifier } = loadConfiguration({});
  await using verifiers = createVerifiers(verifier, sandbox, "a key for tests", {
    egressHealthy: () => "unmeasured",
  });
  const addresses = personas.flatMap(({ expected }) => expected.map(({ address }) => address));
  let judged = 0;
  for await (const one of verifiers.test.verifyMany(addresses)) {
    const stored = JSON.parse(JSON.stringify(one.evidence)) as unknown[];
    const flags = Object.keys(one.flags).filter((flag) => one.flags[flag]);
    const again = verdictJudge.judge(stored, { flags, egressUnhealthy: false });
    expect(again).toEqual({
      verdict: { status: one.verdict.status, reason: one.verdict.reason },
      why: one.why,
    });
    expect(one.versions).toEqual({ classifier: CLASSIFIER_VERSION, verdict: VERDICT_VERSION });
    expect(one.why?.brief).not.toContain(" answered: ");
    judged += 1;
  }
  expect(judged).toBe(addresses.length);
});

test("a refusal that this server's own trouble explains is not used later either", () => {
  const at = "2026-11-26T10:00:00.000Z";
  const refusal = {
    stage: "rcpt",
    host: "mx1",
    address: "192.0.2.1",
    code: 550,
    text: "5.1.1 user unknown",
    at,
  };
  const verdictOf = (egressUnhealthy: boolean) =>
    verdictJudge.judge([refusal], { flags: [], egressUnhealthy }).verdict.reason;
  expect([verdictOf(false), verdictOf(true)]).toEqual(["mailbox_not_found", "our_configuration"]);
});

test("a throw-away domain is a flag of the row, not of the evidence", () => {
  const { verdict } = verdictJudge.judge([], { flags: ["disposable"], egressUnhealthy: false });
  expect(verdict).toEqual({ status: "risky", reason: "disposable" });
});
