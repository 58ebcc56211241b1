import { createClient, createOperator, signup } from "@winnow/client";
import type { Doctor } from "@winnow/contracts";
import { startSandbox } from "@winnow/sandbox";
import { waitFor } from "@winnow/testing";
import { expect, test } from "vitest";
import { operate } from "./command.ts";
import { startJourneySystem, type JourneySystem } from "./standalone.ts";

const runDoctor = ({ standalone }: JourneySystem, ...words: string[]) =>
  operate(standalone, ["doctor", ...words]);

test("a new installation is ok, and unconfigured checks are not measured", async () => {
  await using system = await startJourneySystem();
  const audited = await waitFor("the first audit", async () => {
    const printed = await runDoctor(system);
    return printed.stdout.includes("canaries") ? printed : undefined;
  });
  expect(audited).toMatchObject({ code: 0, stderr: "" });
  expect(audited.stdout).toMatch(/^✓ ok {12}database: PostgreSQL 18/m);
  expect(audited.stdout).toMatch(/^✓ ok {12}queues: \d+ messages are waiting/m);
  expect(audited.stdout).toMatch(/^✓ ok {12}workers: 1 worker is running\.$/m);
  expect(audited.stdout).toMatch(/^- not measured {2}canaries: No canary is configured\.$/m);
  expect(audited.stdout).toContain("(VERIFIER_CANARIES)");
  expect(audited.stdout).toMatch(/0 broken, 0 warning, \d+ ok, \d+ not measured\n$/);

  expect(await runDoctor(system, "--operator-token", "")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("set WINNOW_OPERATOR_TOKEN") as string,
  });
  expect(await runDoctor(system, "--operator-token", "wrong")).toMatchObject({ code: 1, stdout: "" });
});

test("while the egress is on a block list, live jobs wait; the doctor names it, and they continue afterwards", async ({
  skip,
}) => {
  await using sandbox = await startSandbox({ historyMax: 0 });
  // Without separate addresses for the sandbox, a live verifier cannot find its hosts.
  skip(sandbox.dial !== undefined);
  await using system = await startJourneySystem({
    VERIFIER_DNS_SERVERS: sandbox.dnsServers.join(","),
    VERIFIER_SMTP_PORT: String(sandbox.smtpPort),
    VERIFIER_ALLOW_PRIVATE_MX: "true",
    VERIFIER_HELO_NAME: "sound.deliverable.test",
    VERIFIER_MAIL_FROM: "info@sound.deliverable.test",
    VERIFIER_EGRESS_ADDRESS: "127.77.254.1",
    VERIFIER_SELF_TEST_HOSTS: "mx.deliverable.test",
    VERIFIER_BLOCK_LISTS: "blocklist.test",
    VERIFIER_CANARIES: "ada.lovelace@deliverable.test=valid,nobody.here@deliverable.test=invalid",
    VERIFIER_EGRESS_AUDIT_SECONDS: "1",
  });
  const { url: baseUrl, secrets } = system.standalone;
  const operator = createOperator({ baseUrl, operatorToken: secrets.operatorToken });
  const untilHealthy = (wanted: "yes" | "no") =>
    waitFor(`healthy: ${wanted}`, async () =>
      (await operator.egress()).data.some(({ healthy }) => healthy === wanted),
    );

  await untilHealthy("yes");
  const sound = await runDoctor(system);
  expect(sound).toMatchObject({ code: 0, stderr: "" });
  for (const check of ["resolver", "port 25", "reverse name", "helo name", "sender policy", "return path"]) {
    expect(sound.stdout).toMatch(new RegExp(`^✓ ok {12}${check}: `, "m"));
  }
  expect(sound.stdout).toMatch(/ 0 warning, 11 ok, 0 not measured\n$/);

  sandbox.blockListed.add("127.77.254.1");
  await untilHealthy("no");
  const account = await signup({ baseUrl }, { email: "ada@example.com", password: "a quite long password" });
  const live = account.keys.find(({ mode }) => mode === "live")!;
  const client = createClient({ baseUrl, apiKey: live.token });
  const csv = "email\nada.lovelace@deliverable.test\nnobody.here@deliverable.test\n";
  const accepted = await client.jobs.createFromCsv(csv, { kind: "verify" });
  const held = await waitFor("the job to be held", async () => {
    const job = await client.jobs.get(accepted.id);
    return job.status === "held" ? job : undefined;
  });
  expect(held).toMatchObject({
    reason: "egress_unhealthy",
    counts: { pending: 2 },
    credits: { captured: 0 },
  });

  const broken = await runDoctor(system);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toMatch(
    /^✗ broken {8}block lists: 127\.77\.254\.1 is on blocklist\.test: 127\.0\.0\.2\.$/m,
  );
  expect(broken.stdout).toMatch(
    /→ Correct the reason for which .* \(VERIFIER_BLOCK_LISTS, VERIFIER_EGRESS_ADDRESS\)$/m,
  );
  expect(broken.stdout).toMatch(
    /^Egress 127\.77\.254\.1, audited .*: out of order since .*, live jobs are held$/m,
  );
  const told = await runDoctor(system, "--json");
  expect(told.code).toBe(1);
  expect(JSON.parse(told.stdout) as Doctor).toMatchObject({ state: "broken", egress: [{ healthy: "no" }] });

  sandbox.blockListed.delete("127.77.254.1");
  const job = await client.jobs.wait(accepted.id);
  expect(job).toMatchObject({ status: "completed", reason: null, credits: { captured: 1, released: 1 } });
  const rows = await Array.fromAsync(client.jobs.results(job.id));
  expect(rows.map(({ email }) => email?.reason)).toEqual(["accepted", "mailbox_not_found"]);
  expect(await operator.doctor()).toMatchObject({ state: "ok" });
});
