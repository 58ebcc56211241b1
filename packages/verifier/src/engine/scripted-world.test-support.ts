import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { startNameServer } from "@winnow/sandbox";
import type { Answer } from "dns-packet";
import type { VerifierConfig } from "#engine/config.ts";

/** A scripted host's reply to a command: raw text, or undefined for the ordinary reply. */
export interface Script {
  /** Raw; absent = an ordinary greeting, null = silence. */
  readonly greeting?: string | Buffer | null;
  /** Sent in the answer to EHLO. */
  readonly extensions?: readonly string[];
  readonly on?: (command: string, socket: Socket, commands: readonly string[]) => string | undefined | null;
  readonly connected?: (socket: Socket) => void;
}

export interface ScriptedWorld extends AsyncDisposable {
  readonly config: VerifierConfig;
  /** Every command that a host received, in order. */
  readonly commands: Readonly<Record<string, string[]>>;
  readonly connections: Record<string, number>;
  /** Waits until no host has an open connection: only then all commands have arrived. */
  idle(): Promise<void>;
}

/** Response code (RFC 1035). */
const NXDOMAIN = 3;

/**
 * Domains and mail hosts that follow a script, over real sockets.
 * @param zones domain → mail hosts by preference; `[]` = no MX.
 * @param hosts name → script; null = no server listens there.
 */
export async function startScriptedWorld(
  zones: Readonly<Record<string, readonly string[]>>,
  hosts: Readonly<Record<string, Script | null>>,
): Promise<ScriptedWorld> {
  await using parts = new AsyncDisposableStack();
  const names = Object.keys(hosts);
  const addressOf = (name: string): string => `127.77.250.${names.indexOf(name) + 1}`;
  const commands: Record<string, string[]> = {};
  const connections: Record<string, number> = {};
  const ports = new Map<string, number>();
  const open = new Set<Socket>();
  for (const [name, script] of Object.entries(hosts)) {
    const seen: string[] = (commands[name] = []);
    connections[name] = 0;
    const server = createServer((socket) => {
      connections[name] = (connections[name] ?? 0) + 1;
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      socket.on("error", () => socket.destroy());
      serve(socket, name, script ?? {}, seen);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    ports.set(addressOf(name), (server.address() as AddressInfo).port);
    const close = (): Promise<void> => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    };
    // The port stays assigned, and refuses connections.
    if (script === null) await close();
    else parts.defer(close);
  }
  const nameServer = await startNameServer((name, type) => {
    const zone = zones[name];
    const answers: Answer[] = [];
    if (type === "MX" && zone !== undefined) {
      for (const [preference, exchange] of zone.entries()) {
        answers.push({ type: "MX", name, ttl: 60, data: { preference, exchange } });
      }
    }
    if (type === "A" && names.includes(name)) {
      answers.push({ type: "A", name, ttl: 60, data: addressOf(name) });
    }
    const known = zone !== undefined || names.includes(name);
    return { code: known ? 0 : NXDOMAIN, answers };
  });
  parts.use(nameServer);
  const started = parts.move();
  return {
    config: {
      dnsServers: [nameServer.address],
      allowedMxNetworks: ["127.77.250.0/24"],
      commandTimeoutMs: 500,
      heloName: "prober.test",
      dial: (address) => connect(ports.get(address) ?? 1, "127.0.0.1"),
    },
    commands,
    connections,
    async idle() {
      for (let [socket] = open; socket !== undefined; [socket] = open) await once(socket, "close");
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

function serve(socket: Socket, name: string, script: Script, seen: string[]): void {
  let pending = "";
  const here: string[] = [];
  script.connected?.(socket);
  if (script.greeting !== null) socket.write(script.greeting ?? `220 ${name} ESMTP\r\n`);
  socket.on("data", (data) => {
    const lines = (pending + data.toString("utf8")).split("\r\n");
    pending = lines.pop() ?? "";
    for (const line of lines) {
      seen.push(line);
      here.push(line);
      const scripted = script.on?.(line, socket, here);
      if (scripted === null || socket.destroyed) return;
      socket.write(scripted ?? ordinary(line, name, script));
      if (line === "QUIT") socket.end();
    }
  });
}

function ordinary(line: string, name: string, script: Script): string {
  if (line.startsWith("EHLO")) {
    const lines = [name, ...(script.extensions ?? [])];
    return lines.map((text, index) => `250${index === lines.length - 1 ? " " : "-"}${text}\r\n`).join("");
  }
  if (line.startsWith("RCPT")) {
    return /<ada/.test(line) ? "250 2.1.5 ok\r\n" : "550 5.1.1 user unknown\r\n";
  }
  return line === "QUIT" ? "221 bye\r\n" : "250 ok\r\n";
}
