import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { createClient, signup, type Client } from "#client.ts";
import { failureOf } from "#fixture/failure-of.ts";
import { answer, portOf, startScriptedServer, startServer } from "#fixture/scripted-server.ts";
import { createOperator, type Operator } from "#operator.ts";

/** A signal ends a call in each phase, with its own reason. */

const reason = new Error("enough");
const clientOf = (url: string, options = {}) =>
  createClient({ baseUrl: url, apiKey: "wn_test_x", ...options });

test("before it begins", async () => {
  await using server = await startScriptedServer(answer(200, {}));
  const call = clientOf(server.url).credits.get({ signal: AbortSignal.abort(reason) });
  await expect(call).rejects.toBe(reason);
  expect(server.seen).toHaveLength(0);
});

test("while it connects", async () => {
  const server = createServer();
  const url = `https://127.0.0.1:${await portOf(server)}`;
  const controller = new AbortController();
  const failure = failureOf(clientOf(url).credits.get({ signal: controller.signal }));
  const [socket] = (await once(server, "connection")) as [{ destroy(): void }];
  controller.abort(reason);
  expect(await failure).toBe(reason);
  socket.destroy();
  server.close();
});

test("while a file is sent", async () => {
  const controller = new AbortController();
  await using server = await startServer(
    (request) => void request.once("data", () => controller.abort(reason)),
  );
  async function* endless() {
    for (;;) yield new Uint8Array(2 ** 16);
  }
  const { signal } = controller;
  const call = clientOf(server.url).jobs.createFromCsv(endless(), { kind: "verify" }, { signal });
  await expect(call).rejects.toBe(reason);
});

test.each([200, 422])("while an answer with %i comes in", async (status) => {
  const controller = new AbortController();
  await using server = await startScriptedServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.write('{"mode":', () => controller.abort(reason));
  });
  await expect(clientOf(server.url).credits.get({ signal: controller.signal })).rejects.toBe(reason);
  expect(server.seen).toHaveLength(1);
});

test("while the body of a file is read", async () => {
  const controller = new AbortController();
  await using server = await startScriptedServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/csv" });
    response.write("email\n");
  });
  const response = await clientOf(server.url).jobs.resultsCsv("job_1", { signal: controller.signal });
  const reader = response.body!.getReader();
  await reader.read();
  const read = reader.read();
  controller.abort(reason);
  await expect(read).rejects.toBe(reason);
});

test("while it waits to be repeated", async () => {
  const controller = new AbortController();
  const problem = { code: "unavailable", detail: "Busy.", retryable: true };
  await using server = await startScriptedServer(answer(503, problem, { "retry-after": "20" }));
  const { credits } = clientOf(server.url, { onRetry: () => controller.abort(reason) });
  await expect(credits.get({ signal: controller.signal })).rejects.toBe(reason);
  expect(server.seen).toHaveLength(1);
});

test("closing an unread body closes its connection", async () => {
  const closed = Promise.withResolvers<void>();
  await using server = await startServer((_request, response) => {
    response.once("close", closed.resolve);
    response.writeHead(200, { "content-type": "text/csv" });
    response.write("email\n");
  });
  const response = await clientOf(server.url).jobs.resultsCsv("job_1");
  await response.body!.cancel();
  await closed.promise;
});

const id = "x_1";
const account = { email: "ada@acme.test", password: "correct horse" };
type Options = { readonly signal: AbortSignal };

/** Every call of the client. */
const clientCalls: Readonly<Record<string, (client: Client, options: Options) => Promise<unknown>>> = {
  verify: (client, options) => client.verify("ada@acme.test", options),
  enrich: (client, options) => client.enrich({ email: "ada@acme.test" }, options),
  usage: (client, options) => client.usage({}, options),
  usageBy: (client, options) => client.usageBy("day", {}, options).next(),
  "bounces.report": ({ bounces }, options) =>
    bounces.report({ email: "ada@acme.test", dsn: "5.1.1", received_at: "2026-01-01T00:00:00Z" }, options),
  "bounces.list": ({ bounces }, options) => bounces.list(options).next(),
  "contacts.search": ({ contacts }, options) => contacts.search({}, options),
  "contacts.all": ({ contacts }, options) => contacts.all({}, options).next(),
  "contacts.lookup": ({ contacts }, options) => contacts.lookup({ domain: "acme.test" }, options),
  "contacts.reveal": ({ contacts }, options) => contacts.reveal({ ids: [id] }, options),
  "credits.get": ({ credits }, options) => credits.get(options),
  "credits.entries": ({ credits }, options) => credits.entries(options).next(),
  "credits.entry": ({ credits }, options) => credits.entry(id, options),
  "credits.audit": ({ credits }, options) => credits.audit(options),
  "jobs.create": ({ jobs }, options) => jobs.create({ kind: "verify", rows: [] }, options),
  "jobs.createFromCsv": ({ jobs }, options) => jobs.createFromCsv("email\n", { kind: "verify" }, options),
  "jobs.preview": ({ jobs }, options) => jobs.preview("email\n", { kind: "verify" }, options),
  "jobs.start": ({ jobs }, options) => jobs.start(id, { kind: "verify" }, options),
  "jobs.get": ({ jobs }, options) => jobs.get(id, options),
  "jobs.list": ({ jobs }, options) => jobs.list(options).next(),
  "jobs.wait": ({ jobs }, options) => jobs.wait(id, options),
  "jobs.results": ({ jobs }, options) => jobs.results(id, options).next(),
  "jobs.row": ({ jobs }, options) => jobs.row(id, 1, options),
  "jobs.resultsCsv": ({ jobs }, options) => jobs.resultsCsv(id, options),
  "jobs.downloadCsv": ({ jobs }, options) => jobs.downloadCsv(id, options),
  "jobs.cancel": ({ jobs }, options) => jobs.cancel(id, options),
  "jobs.delete": ({ jobs }, options) => jobs.delete(id, options),
  "jobs.pause": ({ jobs }, options) => jobs.pause(id, options),
  "jobs.resume": ({ jobs }, options) => jobs.resume(id, options),
  "jobs.rerun": ({ jobs }, options) => jobs.rerun(id, options),
  "jobs.watch": ({ jobs }, options) => jobs.watch(id, options).next(),
  "keys.list": ({ keys }, options) => keys.list(options),
  "keys.create": ({ keys }, options) => keys.create({ name: "nightly" }, options),
  "keys.roll": ({ keys }, options) => keys.roll(id, {}, options),
  "keys.revoke": ({ keys }, options) => keys.revoke(id, options),
  "members.list": ({ members }, options) => members.list(options),
  "members.changeRole": ({ members }, options) => members.changeRole(id, "owner", options),
  "members.remove": ({ members }, options) => members.remove(id, options),
  "members.invite": ({ members }, options) =>
    members.invite({ email: account.email, role: "owner" }, options),
  "members.invitations": ({ members }, options) => members.invitations(options),
  "members.revokeInvitation": ({ members }, options) => members.revokeInvitation(id, options),
  "members.accept": ({ members }, options) =>
    members.accept({ token: "t", password: account.password }, options),
  "session.signIn": ({ session }, options) => session.signIn(account, options),
  "session.show": ({ session }, options) => session.show(options),
  "session.signOut": ({ session }, options) => session.signOut(options),
  "session.list": ({ session }, options) => session.list(options),
  "session.end": ({ session }, options) => session.end(id, options),
  "session.changePassword": ({ session }, options) =>
    session.changePassword({ current_password: "a", new_password: "b" }, options),
  "suppressions.add": ({ suppressions }, options) =>
    suppressions.add([{ kind: "domain", value: "acme.test" }], options),
  "suppressions.list": ({ suppressions }, options) => suppressions.list({}, options).next(),
  "suppressions.remove": ({ suppressions }, options) => suppressions.remove(id, options),
  "webhooks.list": ({ webhooks }, options) => webhooks.list(options),
  "webhooks.create": ({ webhooks }, options) => webhooks.create({ url: "https://crm.example" }, options),
  "webhooks.remove": ({ webhooks }, options) => webhooks.remove(id, options),
  "webhooks.ping": ({ webhooks }, options) => webhooks.ping(id, options),
  "webhooks.enable": ({ webhooks }, options) => webhooks.enable(id, options),
  "webhooks.deliveries": ({ webhooks }, options) => webhooks.deliveries(id, options).next(),
  "webhooks.resend": ({ webhooks }, options) => webhooks.resend(id, id, options),
  "webhooks.events": ({ webhooks }, options) => webhooks.events(undefined, options).next(),
  "webhooks.follow": ({ webhooks }, options) => webhooks.follow(options).next(),
};

/** Every call of an operator. */
const operatorCalls: Readonly<Record<string, (operator: Operator, options: Options) => Promise<unknown>>> = {
  importDirectory: (operator, options) =>
    operator.importDirectory(new Blob(["key\n"]), { source: "crm", format: "text/csv" }, options).next(),
  exportDirectory: (operator, options) => operator.exportDirectory("text/csv", options),
  erase: (operator, options) => operator.erase({ email: "ada@acme.test" }, options),
  mailProviders: (operator, options) => operator.mailProviders({}, options),
  pauseMailProvider: (operator, options) => operator.pauseMailProvider("google", { minutes: 1 }, options),
  resumeMailProvider: (operator, options) => operator.resumeMailProvider("google", {}, options),
  egress: (operator, options) => operator.egress(options),
  doctor: (operator, options) => operator.doctor(options),
  reclassify: (operator, options) => operator.reclassify({}, options),
  waitForReclassification: (operator, options) => operator.waitForReclassification(id, options),
  calibration: (operator, options) => operator.calibration({}, options),
};

test("every call takes a signal in its last parameter", async () => {
  const arrivals: (() => void)[] = [];
  await using server = await startServer(() => arrivals.shift()?.());
  const client = clientOf(server.url);
  const operator = createOperator({ baseUrl: server.url, operatorToken: "x" });
  const calls = {
    ...bind(clientCalls, client),
    ...bind(operatorCalls, operator),
    signup: (options: Options) => signup({ baseUrl: server.url }, account, options),
  };
  // The list above has every call.
  const local = ["webhooks.verify", "webhooks.sign", "webhooks.createSecret"];
  expect([...Object.keys(calls), ...local].toSorted()).toEqual(
    [...namesOf(client), ...Object.keys(operator), "signup"].toSorted(),
  );
  for (const [name, call] of Object.entries(calls)) {
    const controller = new AbortController();
    const arrived = new Promise<void>((resolve) => arrivals.push(resolve));
    const failure = failureOf(call({ signal: controller.signal }));
    await arrived;
    controller.abort(reason);
    expect(await failure, name).toBe(reason);
  }
});

function bind<Target>(
  calls: Readonly<Record<string, (target: Target, options: Options) => Promise<unknown>>>,
  target: Target,
) {
  const bound = Object.entries(calls).map(
    ([name, call]) => [name, (options: Options) => call(target, options)] as const,
  );
  return Object.fromEntries(bound);
}

function namesOf(client: object): string[] {
  return Object.entries(client).flatMap(([name, member]) =>
    typeof member === "function"
      ? [name]
      : Object.keys(member as object).map((method) => `${name}.${method}`),
  );
}
