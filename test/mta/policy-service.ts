import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

export interface PolicyService extends AsyncDisposable {
  readonly port: number;
}

/**
 * Postfix queries it for each recipient (SMTPD_POLICY_README). It gives the reply of Dovecot's quota service for a full mailbox,
 * and that of postgrey for unknown senders.
 */
export async function startPolicyService(): Promise<PolicyService> {
  const seen = new Set<string>();
  const server = createServer((socket) => {
    let pending = "";
    socket.on("error", () => socket.destroy());
    socket.on("data", (data) => {
      const requests = (pending + data.toString()).split("\n\n");
      pending = requests.pop() ?? "";
      for (const request of requests) socket.write(`action=${decide(request, seen)}\n\n`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      // Postfix has already ended, and with it its connections.
      server.close();
      await closed;
    },
  };
}

function decide(request: string, seen: Set<string>): string {
  const attributes = new Map(
    request.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  const recipient = attributes.get("recipient") ?? "";
  if (recipient === "full@postfix.test") return "552 5.2.2 Mailbox is full";
  if (!recipient.endsWith("@grey.postfix.test")) return "DUNNO";
  const triplet = [attributes.get("client_address"), attributes.get("sender"), recipient].join(" ");
  if (seen.has(triplet)) return "DUNNO";
  seen.add(triplet);
  return "DEFER_IF_PERMIT Greylisted, see http://postgrey.schweikert.ch/help/postfix.test.html";
}
