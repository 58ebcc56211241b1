import { Socket } from "node:net";
import type { Dial } from "@winnow/verifier";

/**
 * No more than `most` sockets at a time, as a firewall in front of the verifier may have it: further ones connect when
 * one is closed. The verifier's own limit counts dialogues, without those whose goodbye is not answered yet.
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
      // Who was given up while waiting never had a place.
      if (!waiting.delete(begin)) open -= 1;
      next();
    });
    next();
    return socket;
  };
}
