import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request, Agent } from "node:https";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCertificate } from "@winnow/sandbox";
import { waitFor } from "@winnow/testing";
import { commandOf, type ProxyName } from "./installed.ts";

const DEPLOY = join(import.meta.dirname, "../../deploy");

/** One call through a proxy. */
export interface ProxiedCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The address that it comes from: any of 127.0.0.0/8. */
  readonly from?: string;
}

/** A proxy of the documented configuration, in front of a server on loopback. */
export interface Proxy extends AsyncDisposable {
  readonly url: string;
  /** The answer as soon as its headers have come. */
  call(path: string, call?: ProxiedCall): Promise<IncomingMessage>;
}

/** Starts a proxy with its file of `deploy/`, in which names, ports and certificates are those of the test. */
export async function startProxy(proxy: ProxyName, upstream: string, port: number): Promise<Proxy> {
  await using parts = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), `winnow-${proxy}-`));
  parts.defer(() => rm(directory, { recursive: true, force: true }));
  const { cert, key } = createCertificate("localhost", "127.0.0.1");
  await writeFile(join(directory, "test.crt"), cert);
  await writeFile(join(directory, "test.key"), key);
  const parameters = await writers[proxy]({ directory, upstream: new URL(upstream).host, port });
  const [program = "", ...before] = commandOf(proxy);
  // The shell ends the proxy with the test, even where the test is killed.
  const untilStdinEnds = '"$@" & proxy=$!; cat >/dev/null; kill "$proxy"; wait "$proxy"';
  const child = spawn("sh", ["-c", untilStdinEnds, "sh", program, ...before, ...parameters], {
    cwd: directory,
    env: { ...process.env, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => (log += text.toString()));
  const ended = once(child, "exit");
  parts.defer(async () => {
    child.stdin.end();
    await ended;
  });
  const agent = new Agent({ ca: cert, keepAlive: false });
  parts.defer(() => agent.destroy());
  const url = `https://localhost:${port}`;
  const call: Proxy["call"] = async (
    path,
    { method = "GET", headers = {}, body, from = "127.0.0.1" } = {},
  ) => {
    const asked = request({
      agent,
      method,
      // localhost may be an address of IPv6, which none of IPv4 can call.
      host: "127.0.0.1",
      port,
      path,
      servername: "localhost",
      headers: { host: `localhost:${port}`, ...headers },
      localAddress: from,
    });
    asked.end(body);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    return answer;
  };
  await waitFor(`${proxy} to answer`, async () => {
    if (child.exitCode !== null) throw new Error(`${proxy} ended with ${child.exitCode}:\n${log}`);
    const answer = await call("/healthz").catch(() => undefined);
    answer?.resume();
    return answer?.statusCode === 200;
  });
  const started = parts.move();
  return { url, call, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

interface Setting {
  readonly directory: string;
  readonly upstream: string;
  readonly port: number;
}

/** Write the configuration, and say what the program is started with. */
const writers: Readonly<Record<ProxyName, (setting: Setting) => Promise<string[]>>> = {
  async nginx({ directory, upstream, port }) {
    const site = (await readFile(join(DEPLOY, "nginx.conf"), "utf8"))
      .replace("127.0.0.1:3000", upstream)
      .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
      .replace("server_name winnow.example", "server_name localhost")
      .replace("/etc/ssl/winnow.example.crt", join(directory, "test.crt"))
      .replace("/etc/ssl/winnow.example.key", join(directory, "test.key"));
    const own = `daemon off; pid ${directory}/pid; error_log stderr; events {} http { access_log off;
      client_body_temp_path ${directory}/body; proxy_temp_path ${directory}/proxy; fastcgi_temp_path ${directory}/fastcgi;
      uwsgi_temp_path ${directory}/uwsgi; scgi_temp_path ${directory}/scgi;\n${site}\n}`;
    await writeFile(join(directory, "nginx.conf"), own);
    return ["-p", directory, "-e", "stderr", "-c", join(directory, "nginx.conf")];
  },
  async caddy({ directory, upstream, port }) {
    const site = (await readFile(join(DEPLOY, "Caddyfile"), "utf8"))
      .replace("127.0.0.1:3000", upstream)
      .replace(
        /^winnow\.example \{/m,
        `https://localhost:${port} {\n\ttls ${directory}/test.crt ${directory}/test.key`,
      );
    const own = `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`;
    await writeFile(join(directory, "Caddyfile"), own);
    return ["run", "--adapter", "caddyfile", "--config", join(directory, "Caddyfile")];
  },
};
