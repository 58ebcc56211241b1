import { startSandbox } from "@winnow/sandbox";
import { createVerifier, UNLIMITED_BUDGET } from "@winnow/verifier";
import { expect, test } from "vitest";
import { ConfusionMatrix } from "./accuracy/confusion-matrix.ts";
import { population } from "./accuracy/population.ts";
import { lookTwice, nameLooks, nameTruth } from "./accuracy/second-look.ts";

test("no verdict about an address in the sandbox is wrong", async () => {
  let nowMs = 0;
  await using sandbox = await startSandbox({ nowMs: () => nowMs });
  const { dnsServers, smtpPort, allowedNetworks: allowedMxNetworks, dial } = sandbox;
  await using verifier = createVerifier({
    dnsServers,
    smtpPort,
    allowedMxNetworks,
    // Personas that throttle would delay others at the same provider.
    budget: UNLIMITED_BUDGET,
    dial,
    // Far above the time of the slowest host on a busy machine; the host that never answers takes as long.
    commandTimeoutMs: 5_000,
  });
  const truths = population();
  const looks = await lookTwice(
    verifier,
    truths.map(({ address }) => address),
    async (seconds) => {
      nowMs += seconds * 1000;
    },
  );
  const matrix = new ConfusionMatrix();
  const wrong: unknown[] = [];
  for (const truth of truths) {
    const seen = looks.get(truth.address);
    const [expected, said] = [nameTruth(truth), seen === undefined ? "nothing" : nameLooks(seen)];
    matrix.count(expected, said);
    if (said === expected) continue;
    const evidence = (seen?.second ?? seen?.first)?.evidence;
    wrong.push({ address: truth.address, expected, said, evidence });
  }
  console.log(`Verdicts about ${truths.length} addresses of the sandbox\n${matrix}`);
  expect(wrong).toEqual([]);
  // Every persona is covered, with several kinds of addresses.
  expect(matrix.truths.length).toBeGreaterThan(20);
});
