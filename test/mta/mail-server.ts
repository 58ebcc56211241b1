import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCertificate } from "@winnow/sandbox";
import { freePort, waitFor } from "@winnow/testing";
import { asRoot, unpackedAt, type ServerName } from "./installed.ts";

/** The addresses on which they listen: the second one requires TLS. */
const addresses: Readonly<Record<ServerName, readonly [string, string]>> = {
  postfix: ["127.30.0.1", "127.30.0.11"],
  exim: ["127.30.0.2", "127.30.0.12"],
  opensmtpd: ["127.30.0.3", "127.30.0.13"],
};

export interface MailServer extends AsyncDisposable {
  readonly address: string;
  /** The same server, which requires STARTTLS. */
  readonly secureAddress: string;
  readonly port: number;
}

/**
 * Starts a real mail server with the configuration below `test/mta/<server>/etc`, and waits until it greets.
 * @param values for the `@NAMES@` in it, in addition to addresses and port.
 * @throws Error with its log, when it ends instead.
 */
export async function startMailServer(
  server: ServerName,
  values: Readonly<Record<string, string>> = {},
): Promise<MailServer> {
  const [address, secureAddress] = addresses[server];
  const port = await freePort(address);
  await using parts = new AsyncDisposableStack();
  const etc = await mkdtemp(join(tmpdir(), `winnow-${server}-`));
  parts.defer(() => rm(etc, { recursive: true }));
  await cp(join(import.meta.dirname, server, "etc"), etc, { recursive: true });
  await fillIn(etc, { ADDRESS: address, SECURE_ADDRESS: secureAddress, PORT: `${port}`, ...values });
  const { cert, key } = createCertificate(`mx.${server}.test`);
  await writeFile(join(etc, "certificate.pem"), cert);
  await writeFile(join(etc, "key.pem"), key);
  const [command = "", ...rest] = [
    ...asRoot,
    join(import.meta.dirname, "run.sh"),
    server,
    unpackedAt(server),
    etc,
  ];
  // It ends with its standard input, so that it stops when the test is killed.
  const child = spawn(command, rest, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "exit");
  parts.defer(async () => {
    child.stdin.end();
    await ended;
  });
  let log = "";
  child.stdout.on("data", (data: Buffer) => (log += data.toString()));
  child.stderr.on("data", (data: Buffer) => (log += data.toString()));
  await waitFor(`${server} to greet`, async () => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${server} ended:\n${log}`);
    return (await greets(address, port)) && (await greets(secureAddress, port));
  });
  const started = parts.move();
  return { address, secureAddress, port, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

/** @throws Error naming a placeholder without a value. */
async function fillIn(folder: string, values: Readonly<Record<string, string>>): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory()) continue;
    const text = await readFile(path, "utf8");
    const filled = text.replaceAll(/@([A-Z_]+)@/g, (_, placeholder: string) => {
      const value = values[placeholder];
      if (value === undefined) throw new Error(`${path} needs a value for @${placeholder}@`);
      return value;
    });
    if (filled !== text) await writeFile(path, filled);
  }
}

function greets(address: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, address);
  socket.on("error", () => resolve(false));
  socket.on("close", () => resolve(false));
  socket.once("data", (data) => {
    resolve(data.toString().startsWith("220"));
    socket.end("QUIT\r\n");
  });
  return promise;
}
