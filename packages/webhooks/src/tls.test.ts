import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { TLSSocket } from "node:tls";
import { createCertificate } from "@winnow/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startReceiver } from "#fixture/receiver.ts";
import { createSender } from "#sender.ts";

const certificate = createCertificate("crm.test", "127.0.0.1");
const before = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...before, certificate.cert]));
afterAll(() => setDefaultCACertificates(before));

const senderTo = (...allowedHosts: string[]) =>
  createSender({
    policy: { allowHttp: false, allowedHosts, resolve: async () => ["127.0.0.1"] },
    userAgent: "Winnow-Test/1",
  });

describe("over TLS, to the checked address", () => {
  test.each([
    ["crm.test", "crm.test", "crm.test"],
    ["crm.test.", "crm.test", "crm.test."],
    // RFC 6066: an address is not a server name.
    ["127.0.0.1", false, "127.0.0.1"],
  ])("%s: SNI %s, Host %s, and the certificate is checked for it", async (host, serverName, hostHeader) => {
    const names: unknown[] = [];
    const protocols: unknown[] = [];
    await using receiver = await startReceiver(
      (response, { socket }) => {
        const { servername, alpnProtocol } = socket as TLSSocket & { servername?: unknown };
        names.push(servername);
        protocols.push(alpnProtocol);
        response.end("ok");
      },
      { certificate },
    );
    await using sender = senderTo("crm.test", "127.0.0.1");
    const url = `https://${host}:${receiver.port}/`;
    expect(await sender.send({ url, body: "{}", headers: {} })).toMatchObject({ outcome: "delivered" });
    expect(names).toEqual([serverName]);
    expect(protocols).toEqual(["http/1.1"]);
    expect(receiver.received[0]?.headers.host).toBe(`${hostHeader}:${receiver.port}`);
  });

  test.each([
    ["of another name", "other.test", certificate],
    ["of an unknown authority", "crm.test", createCertificate("crm.test")],
  ])("a certificate %s is refused before anything is sent", async (_what, host, shown) => {
    await using receiver = await startReceiver(undefined, { certificate: shown });
    await using sender = senderTo(host);
    const url = `https://${host}:${receiver.port}/`;
    expect(await sender.send({ url, body: "{}", headers: {} })).toMatchObject({
      outcome: "unreachable",
      error: "tls",
    });
    expect(receiver.received).toEqual([]);
  });

  test("a server without TLS is distinguished from one that is away", async () => {
    await using receiver = await startReceiver();
    await using sender = senderTo("crm.test");
    const url = `https://crm.test:${receiver.port}/`;
    expect(await sender.send({ url, body: "{}", headers: {} })).toMatchObject({
      outcome: "unreachable",
      error: "tls",
    });
  });
});
