import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectToMailHost } from "#fixture/reach.ts";
import { startSandbox, type Sandbox } from "#sandbox.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe("an ordinary server", () => {
  test("lists its extensions and distinguishes mailboxes", async () => {
    using client = await connectToMailHost(sandbox, "deliverable.test");
    expect(await client.reply()).toEqual(["220 mx.deliverable.test ESMTP Winnow sandbox"]);
    client.say("EHLO client.test");
    expect(await client.reply()).toEqual([
      "250-mx.deliverable.test",
      "250-PIPELINING",
      "250-8BITMIME",
      "250 ENHANCEDSTATUSCODES",
    ]);
    expect(await client.ask("MAIL FROM:<>")).toEqual([250]);
    client.say("rcpt to:<Ada.Lovelace@DELIVERABLE.test>", "RCPT TO:<nobody.here@deliverable.test>");
    expect(await client.reply()).toEqual(["250 2.1.5 Ok"]);
    expect(await client.reply()).toEqual([
      "550 5.1.1 <nobody.here@deliverable.test>: Recipient address rejected: User unknown in local recipient table",
    ]);
  });

  test("answers the commands of one packet in order, and in one packet", async () => {
    using client = await connectToMailHost(sandbox, "deliverable.test");
    await client.reply();
    await client.ask("EHLO client.test");
    const heard = client.chunks.length;
    const people = ["ada.lovelace", "nobody.here", "grace.hopper"];
    const codes = await client.ask(
      "MAIL FROM:<probe@prober.test> BODY=8BITMIME",
      ...people.map((local) => `RCPT TO:<${local}@deliverable.test>`),
      "RSET",
      "NOOP",
      "QUIT",
    );
    expect(codes).toEqual([250, 250, 550, 250, 250, 250, 221]);
    expect(client.chunks).toHaveLength(heard + 1);
    expect(await client.rest()).toBe("");
  });

  test("assembles a command that arrives byte by byte, also within a letter", async () => {
    using client = await connectToMailHost(sandbox, "smtputf8.test");
    await client.reply();
    await client.ask("EHLO client.test");
    await client.ask("MAIL FROM:<> SMTPUTF8");
    for (const byte of Buffer.from("RCPT TO:<jürgen.müller@smtputf8.test>\r\n"))
      client.socket.write(Buffer.of(byte));
    expect(await client.code()).toBe(250);
  });

  test("requires the order of commands (RFC 5321 §4.1.4)", async () => {
    using client = await connectToMailHost(sandbox, "deliverable.test");
    await client.reply();
    const rcpt = "RCPT TO:<ada.lovelace@deliverable.test>";
    expect(await client.ask("MAIL FROM:<>", rcpt, "DATA")).toEqual([503, 503, 503]);
    expect(await client.ask("EHLO", "HELO client.test", rcpt)).toEqual([501, 250, 503]);
    expect(await client.ask("MAIL FROM:<>", "MAIL FROM:<>", rcpt)).toEqual([250, 503, 250]);
    expect(await client.ask("RSET", rcpt, "MAIL FROM:<>", "EHLO again.test", rcpt)).toEqual([
      250, 503, 250, 250, 503,
    ]);
  });

  test("refuses unknown commands and extensions that it did not offer", async () => {
    using client = await connectToMailHost(sandbox, "deliverable.test");
    await client.reply();
    await client.ask("EHLO client.test");
    expect(
      await client.ask(
        "HALLO",
        "STARTTLS",
        "MAIL FROM:nobody",
        "MAIL TO:<>",
        "MAIL FROM:<> SMTPUTF8",
        "MAIL FROM:<> SIZE=5",
        "VRFY ada.lovelace",
      ),
    ).toEqual([502, 502, 501, 501, 555, 555, 252]);
    await client.ask("MAIL FROM:<>");
    expect(
      await client.ask("RCPT ada.lovelace@deliverable.test", "RCPT TO:<>", "RCPT TO:<ada>", "RCPT TO:<ada@>"),
    ).toEqual([501, 501, 501, 501]);
    expect(
      await client.ask("RCPT TO:<ada.lovelace@catchall.test>", "RCPT TO:<jürgen.müller@deliverable.test>"),
    ).toEqual([554, 553]);
    expect(await client.ask('RCPT TO:<"a>b"@deliverable.test>')).toEqual([550]);
  });

  test("never accepts a message", async () => {
    using client = await connectToMailHost(sandbox, "catchall.test");
    await client.begin();
    expect(await client.ask("RCPT TO:<ada@catchall.test>", "DATA")).toEqual([250, 554]);
  });

  test.each([
    ["with an end", `NOOP ${"x".repeat(1_000)}\r\n`],
    ["without one", "x".repeat(5_000)],
  ])("closes the connection on a line that is too long, %s", async (_, line) => {
    using client = await connectToMailHost(sandbox, "deliverable.test");
    await client.reply();
    client.socket.write(`NOOP\r\n${line}`);
    expect(await client.rest()).toMatch(/^250 2\.0\.0 Ok\r\n500 5\.5\.2 [^\r]+\r\n$/);
  });

  test("closes the connection on a client that sends before the greeting", async () => {
    using client = await connectToMailHost(sandbox, "slow.test");
    client.say("EHLO client.test");
    expect(await client.rest()).toMatch(/554 5\.5\.1 .*\r\n$/);
  });

  test("keeps serving others when a client disconnects in the middle", async () => {
    const client = await connectToMailHost(sandbox, "deliverable.test");
    await client.reply();
    client.socket.write("RCPT TO:<ada");
    client.socket.resetAndDestroy();
    using next = await connectToMailHost(sandbox, "deliverable.test");
    expect(await next.code()).toBe(220);
    await expect.poll(() => sandbox.log.openConnections).toBe(1);
  });

  test("stops reading from a client that never reads replies", async () => {
    using client = await connectToMailHost(sandbox, "deliverable.test");
    await client.reply();
    client.socket.pause();
    const noops = "NOOP\r\n".repeat(10_000);
    let written = 0;
    const sendMore = (): void => {
      while (written < 2_000 && client.socket.write(noops)) written += 1;
    };
    client.socket.on("drain", sendMore);
    sendMore();
    let [before, stillFor] = [-1, 0];
    const settled = (): boolean => {
      stillFor = before === written ? stillFor + 1 : 0;
      before = written;
      return stillFor >= 10;
    };
    await expect.poll(settled).toBe(true);
    expect(written).toBeLessThan(2_000);
  });
});

describe("STARTTLS", () => {
  test("starts over inside TLS, and drops commands sent before the handshake (RFC 3207)", async () => {
    using client = await connectToMailHost(sandbox, "starttls.test");
    await client.reply();
    client.say("EHLO client.test");
    expect(await client.reply()).toContain("250 STARTTLS");
    expect(await client.ask("MAIL FROM:<>")).toEqual([530]);
    client.say("STARTTLS", "NOOP", "NOOP");
    expect(await client.code()).toBe(220);
    await client.secure();
    expect(await client.ask("MAIL FROM:<>")).toEqual([503]);
    client.say("EHLO client.test");
    expect((await client.reply()).join()).not.toContain("STARTTLS");
    const rcpts = ["ada.lovelace", "nobody.here"].map((local) => `RCPT TO:<${local}@starttls.test>`);
    expect(await client.ask("STARTTLS", "MAIL FROM:<>", ...rcpts)).toEqual([503, 250, 250, 550]);
    expect(await client.ask("QUIT")).toEqual([221]);
    expect(await client.rest()).toBe("");
  });

  test("an invalid handshake ends only its connection", async () => {
    using client = await connectToMailHost(sandbox, "starttls.test");
    await client.reply();
    expect(await client.ask("EHLO client.test", "STARTTLS")).toEqual([250, 220]);
    client.say("this is not TLS");
    await once(client.socket, "close");
    await expect.poll(() => sandbox.log.openConnections).toBe(0);
    using next = await connectToMailHost(sandbox, "starttls.test");
    expect(await next.code()).toBe(220);
  });

  test("a host with broken TLS accepts STARTTLS and sends junk", async () => {
    using client = await connectToMailHost(sandbox, "broken-tls.test");
    await client.reply();
    expect(await client.ask("EHLO client.test", "STARTTLS")).toEqual([250, 220]);
    expect(await client.rest()).toBe("this is not TLS\r\n");
  });
});

test("latency delays names, connections and answers, and changes neither order nor TLS", async () => {
  await using distant = await startSandbox({ latencyMs: 20 });
  const startedAt = performance.now();
  using client = await connectToMailHost(distant, "starttls.test");
  await client.reply();
  expect(await client.ask("EHLO client.test", "NOOP", "STARTTLS")).toEqual([250, 250, 220]);
  // Two DNS answers, the connection, the greeting, and one answer to three commands.
  expect(distant.log.roundTrips).toBe(5);
  // Timers may fire a millisecond early.
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  await client.secure();
  expect(await client.ask("EHLO client.test", "NOOP", "HALLO", "QUIT")).toEqual([250, 250, 502, 221]);
});
