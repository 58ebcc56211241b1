import { createClient, type Client, type WebhookEvent } from "@winnow/client";
import { startReceiver } from "@winnow/sandbox";
import { waitFor } from "@winnow/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { layCable } from "./cable.ts";
import { openShell, type Shell } from "./shell.ts";
import { startJourneySystem, type JourneySystem } from "./standalone.ts";

let system: JourneySystem;
beforeAll(async () => {
  system = await startJourneySystem({ SIGNUPS_PER_DAY: "100" });
});
afterAll(() => system[Symbol.asyncDispose]());

type Receiver = Awaited<ReturnType<typeof startReceiver>>;
const clientOf = ({ apiKey }: Shell) => createClient({ baseUrl: system.standalone.url, apiKey });

/** Starts `winnow listen` and waits until it would miss no event. */
async function startListening(shell: Shell, receiver: Receiver, ...words: string[]) {
  const { said, ended, interrupt } = shell.start("listen", "--forward-to", receiver.url, ...words);
  await waitFor("it to listen", () => said.stderr.includes("press Ctrl-C to stop"));
  return {
    said,
    secret: /^Signed with (?<secret>whsec_\S+)$/m.exec(said.stderr)?.groups?.["secret"] ?? "",
    end() {
      interrupt();
      return ended;
    },
  };
}

/** The callbacks of a receiver, each verified as its documentation says. */
const verified = (winnow: Client, secret: string, { received }: Pick<Receiver, "received">) =>
  received.map(({ headers, rawBody }) => ({
    id: headers["webhook-id"],
    attempt: headers["winnow-attempt"],
    event: winnow.webhooks.verify(secret, headers, rawBody),
  }));

/** An event without the fields of its endpoint. */
const told = ({ type, data }: WebhookEvent) => ({ type, data });

test("a receiver on this machine receives the same signed events as a registered endpoint, through a broken connection", async () => {
  await using cable = await layCable(system.standalone.url);
  await using shell = await openShell(system.standalone.url, { through: cable.url });
  await using receiver = await startReceiver({
    behaviour: (_request, count) => (count === 1 ? { status: 500 } : {}),
  });
  const winnow = clientOf(shell);
  const listening = await startListening(shell, receiver);
  await waitFor("it to wait for news", async () => {
    const { rows } = await system.database.pool.query("select from waiting_calls");
    return rows.length === 1;
  });
  cable.cut();
  const csv = [
    "email",
    ...Array.from({ length: 600 }, (_, row) => `no address ${row}`),
    "ada@deliverable.test",
  ];
  const job = await winnow.jobs.createFromCsv(csv.join("\n"), {
    kind: "verify",
    callback_url: system.receiver.url,
  });
  await waitFor("four callbacks", () => receiver.received.length === 4);
  const [refused, ...got] = verified(winnow, listening.secret, receiver);

  // The first page was refused once: the same id and bytes came again.
  expect(refused).toMatchObject({ id: got[0]?.id, attempt: "1" });
  expect(got[0]?.attempt).toBe("2");
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
  expect(got.map(({ event }) => [event.type, event.sequence])).toEqual([
    ["rows.batch", 1],
    ["rows.batch", 2],
    ["job.completed", 3],
  ]);
  // The callbacks equal those at the endpoint to which the server itself posts.
  await waitFor("three callbacks at the endpoint", () => system.receiver.received.length === 3);
  const own = verified(winnow, shell.webhookSecret, system.receiver);
  expect(got.map(({ event }) => told(event))).toEqual(own.map(({ event }) => told(event)));
  expect(got[2]?.id).toBe(own[2]?.id);

  await waitFor("the last line", () => listening.said.stdout.split("\n").length === 5);
  const line = (type: string, id: string, rest: string) =>
    `\\d\\d:\\d\\d:\\d\\d  ${type} +${id} +${job.id} +${rest}\n`;
  const id = String(got[2]?.id);
  expect(listening.said.stdout).toMatch(
    new RegExp(
      [
        `^${line("rows.batch", `${id}_rows_1`, "500  \\d+ ms  again in 1 s")}`,
        line("rows.batch", `${id}_rows_1`, "200  \\d+ ms"),
        line("rows.batch", `${id}_rows_2`, "200  \\d+ ms"),
        `${line("job.completed", id, "200  \\d+ ms")}$`,
      ].join(""),
    ),
  );
  expect(listening.said.stderr).toMatch(
    /retried until it answers\.\nThe server answers again; nothing was missed\./,
  );
  expect(await listening.end()).toBe(0);
});

test("past events are forwarded again, with a given secret, and printed as JSON", async () => {
  await using shell = await openShell(system.standalone.url);
  await using receiver = await startReceiver();
  const winnow = clientOf(shell);
  // The first of the two jobs is before --replay-from.
  const jobs: string[] = [];
  for (const email of ["ada@deliverable.test", "nobody@deliverable.test"]) {
    const { id } = await winnow.jobs.create({ kind: "verify", rows: [{ email }] });
    jobs.push((await winnow.jobs.wait(id)).id);
  }
  const events = await waitFor("the events", async () => {
    const listed = await Array.fromAsync(winnow.webhooks.events());
    return listed.length === 2 ? listed : undefined;
  });
  const secret = winnow.webhooks.createSecret();
  const { said, end } = await startListening(
    shell,
    receiver,
    "--replay-from",
    events[1]!.id,
    "--secret",
    secret,
    "--events",
    "job.completed",
    "--json",
  );
  await waitFor("a callback", () => receiver.received.length === 1);
  expect(verified(winnow, secret, receiver)).toMatchObject([
    { id: events[1]!.id, event: { type: "job.completed", sequence: 1, data: { job: { id: jobs[1] } } } },
  ]);
  await waitFor("its line", () => said.stdout.endsWith("\n"));
  expect(JSON.parse(said.stdout)).toMatchObject({
    type: "job.completed",
    id: events[1]!.id,
    job_id: jobs[1],
    sequence: 1,
    attempt: 1,
    outcome: "delivered",
    status: 200,
    again_in_ms: null,
  });
  expect(said.stderr).not.toContain(secret);
  expect(await end()).toBe(0);
});

test("an unknown event is refused, and so is a key that may not read", async () => {
  await using shell = await openShell(system.standalone.url);
  expect(await shell.run("listen", "--replay-from", "evt_none")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("[invalid_cursor]") as string,
  });
  const { token } = await clientOf(shell).keys.create({ name: "narrow", scopes: ["verify"] });
  expect(await shell.run("listen", "--api-key", token)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("[insufficient_scope]") as string,
  });
});
