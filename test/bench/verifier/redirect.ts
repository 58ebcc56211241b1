import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net, { type NetConnectOpts, type Socket } from "node:net";

// Loaded before a peer (`--import redirect.ts?dns=…&smtp=…`) without options for its name servers and port. It redirects all
// of the peer's connections to the sandbox. Nothing leaves loopback.

const world = new URL(import.meta.url).searchParams;
const smtpPort = Number(world.get("smtp"));
/** The replacement for addresses outside the sandbox: no server listens there. */
const DEAD_ADDRESS = "127.77.255.1";

type Found = (error: Error | null, address: string | dns.LookupAddress[], family?: number) => void;

/** Like `dns.lookup`, without its four threads and without AAAA: to the peers' advantage. */
function lookUp(host: string, { all = false }: dns.LookupOptions, found: Found): void {
  dns.resolve4(host, (error, addresses) => {
    if (error !== null) return found(error, "", 0);
    const [first = DEAD_ADDRESS, ...others] = addresses.map((address) =>
      address.startsWith("127.") ? address : DEAD_ADDRESS,
    );
    if (!all) return found(null, first, 4);
    found(
      null,
      [first, ...others].map((address) => ({ address, family: 4 })),
    );
  });
}

const { connect } = net;

function connectInside(to: number | NetConnectOpts, host?: string): Socket {
  const named = typeof to === "number" ? host : "host" in to ? to.host : undefined;
  const inside =
    named === undefined || net.isIP(named) === 0 || named.startsWith("127.") ? named : DEAD_ADDRESS;
  return connect({ host: inside ?? "localhost", port: smtpPort, lookup: lookUp });
}

dns.setServers([world.get("dns") ?? ""]);
Object.assign(net, { connect: connectInside, createConnection: connectInside });
syncBuiltinESMExports();
