import { once } from "node:events";
import { createServer } from "node:net";

/** A port of an address that was free a moment ago: for a server that cannot choose one by itself. */
export async function freePort(address = "127.0.0.1"): Promise<number> {
  const probe = createServer().listen(0, address);
  await once(probe, "listening");
  const bound = probe.address();
  probe.close();
  await once(probe, "close");
  if (bound === null || typeof bound === "string") throw new Error("the probe has no port");
  return bound.port;
}
