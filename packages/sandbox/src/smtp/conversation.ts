import type { Socket } from "node:net";
import { StringDecoder } from "node:string_decoder";
import { TLSSocket } from "node:tls";
import { Dialogue, LINE_CHARACTERS_MAX, LINE_TOO_LONG, READY_FOR_TLS } from "#smtp/dialogue.ts";
import { Outbox } from "#smtp/outbox.ts";
import type { ReachedHost } from "#smtp/reached-host.ts";
import { closingReply, type Reaction } from "#smtp/reply.ts";

const IDLE_MS = 60_000;

const TOO_EARLY = closingReply(554, "5.5.1 Error: protocol synchronization, you talk before I do");
const SENT_AHEAD = closingReply(554, "5.5.0 Error: protocol synchronization, PIPELINING is not offered");

/** Serves one connection. Commands are answered in order; those of one packet in one packet. */
export function serveSession(socket: Socket, host: ReachedHost): void {
  const connection = host.log.recordOpened(host.persona);
  socket.once("close", () => host.log.recordClosed(host.persona));
  const dialogue = new Dialogue(host, socket.remoteAddress ?? "", connection);
  new Conversation(socket, host, dialogue).begin();
}

class Conversation {
  readonly #host: ReachedHost;
  readonly #dialogue: Dialogue;
  readonly #outbox: Outbox;
  #socket: Socket;
  #decoder = new StringDecoder("utf8");
  #pending = "";
  /** `before` the greeting the client may not send; when it is `over`, input is ignored. */
  #phase: "before" | "open" | "over" = "before";

  constructor(socket: Socket, host: ReachedHost, dialogue: Dialogue) {
    this.#socket = socket;
    this.#host = host;
    this.#dialogue = dialogue;
    const { pieceBytes } = host.server;
    this.#outbox = new Outbox(socket, { latencyMs: host.latencyMs, pieceBytes });
  }

  begin(): void {
    this.#listen(this.#socket);
    const reaction = this.#dialogue.greet();
    const { latencyMs, server } = this.#host;
    this.#say(typeof reaction === "string" ? "" : reaction.text, {
      // The system completed the handshake at once: its round trip in a network is added here.
      delayMs: latencyMs + (server.greetingDelayMs ?? 0),
      onSent: () => {
        if (this.#phase !== "before") return;
        this.#phase = typeof reaction === "string" || reaction.closes ? "over" : "open";
        this.#follow(reaction);
      },
    });
  }

  #listen(socket: Socket): void {
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on("error", () => socket.destroy());
    socket.on("data", (data: Buffer) => this.#read(this.#decoder.write(data)));
    socket.on("drain", () => socket.resume());
  }

  #read(text: string): void {
    if (this.#phase === "over") return;
    if (this.#phase === "before") return this.#end("", TOO_EARLY);
    this.#pending += text;
    let said = "";
    for (let end = this.#pending.indexOf("\r\n"); end !== -1; end = this.#pending.indexOf("\r\n")) {
      const line = this.#pending.slice(0, end);
      this.#pending = this.#pending.slice(end + 2);
      const ahead = this.#pending !== "" && !this.#dialogue.extensions.includes("PIPELINING");
      const reaction = ahead ? SENT_AHEAD : this.#dialogue.react(line);
      if (typeof reaction === "string" || reaction.closes || reaction === READY_FOR_TLS) {
        return this.#end(said, reaction);
      }
      said += reaction.text;
    }
    if (this.#pending.length > LINE_CHARACTERS_MAX) return this.#end(said, LINE_TOO_LONG);
    if (said !== "") this.#say(said);
    // A client that sends and never reads would fill the memory.
    if (this.#socket.writableNeedDrain) this.#socket.pause();
  }

  /** Sends the due replies, then ends the conversation or starts TLS. Input is ignored in the meantime. */
  #end(due: string, reaction: Reaction): void {
    this.#phase = "over";
    this.#pending = "";
    const text = typeof reaction === "string" ? due : due + reaction.text;
    this.#say(text, { onSent: () => this.#follow(reaction) });
  }

  #say(text: string, options?: { delayMs?: number; onSent: () => void }): void {
    if (text !== "") this.#host.log.recordRoundTrip();
    this.#outbox.send(text, options);
  }

  #follow(reaction: Reaction): void {
    if (reaction === "silence") return;
    if (reaction === "reset") this.#socket.resetAndDestroy();
    else if (reaction === "drop" || reaction.closes) this.#socket.end();
    else if (reaction === READY_FOR_TLS) this.#goSecure();
  }

  #goSecure(): void {
    const plain = this.#socket;
    plain.removeAllListeners("data");
    plain.removeAllListeners("drain");
    this.#decoder = new StringDecoder("utf8");
    this.#socket = new TLSSocket(plain, { isServer: true, secureContext: this.#host.secureContext() });
    this.#outbox.replaceSocket(this.#socket);
    this.#dialogue.restartSecured();
    this.#phase = "open";
    this.#listen(this.#socket);
  }
}
