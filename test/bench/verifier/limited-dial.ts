import { Socket } from "node:net";
import type { Dial } from "@winnow/verifier";

/**
 * At most `most` sockets at a time, like a firewall in front of the verifier: further ones connect when one is closed. The
 * verifier's own limit counts dialogues, without those that only wait for the answer to QUIT.
 */
export function limitedDial(most: number): Dial {
  const waiting = new Set<() => void>();
  let open = 0;
  const next = (): void => {
    const [begin] = waiting;
    if (begin === undefined || open === most) return;
    waiting.delete(begin);
    open += 1;
    begin();
  };
  return (host, port) => {
    const socket = new Socket();
    const begin = (): void => void socket.connect({ host, port });
    waiting.add(begin);
    socket.once("close", () => {
      // A socket that was given up while it waited never took a place.
      if (!waiting.delete(begin)) open -= 1;
      next();
    });
    next();
    return socket;
  };
}
