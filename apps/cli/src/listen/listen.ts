import type { Client, EventEntry } from "@winnow/client";
import { createCallbacks, type Callback } from "#listen/callback.ts";
import { forwardCallback, type Receiver } from "#listen/forward.ts";
import { attemptJson, attemptLine, eventLine } from "#listen/print.ts";
import { writeTo, writeJson, type Terminal } from "#terminal.ts";

export interface Listening {
  /** Events are only printed when it is left out. */
  readonly receiver?: Receiver;
  /** All types when left out. */
  readonly types?: ReadonlySet<string> | undefined;
  /** The id of the first event; from now on when left out. */
  readonly replayFrom?: string;
  readonly json: boolean;
}

/**
 * Forwards events in their order until Ctrl-C. No event is missed while the server is away. A callback that the receiver
 * refuses in every attempt is dropped, so that the next one is posted.
 * @throws WinnowError
 */
export async function listenForEvents(
  winnow: Client,
  listening: Listening,
  terminal: Terminal,
): Promise<void> {
  const { stderr, interrupted: signal } = terminal;
  const { replayFrom, types } = listening;
  const tell = (message: string) => void stderr.write(`${message}\n`);
  const onBreak = ({ message }: Error) => tell(`${message}. It is retried until it answers.`);
  const callbacksOf = createCallbacks(winnow, { types, signal, onBreak, onOmission: tell });
  const events = winnow.webhooks.follow({
    from: replayFrom,
    signal,
    onBreak,
    onReturn: () => tell("The server answers again; nothing was missed."),
    onStart: () => tell(`Listening from ${replayFrom ?? "now"} on; press Ctrl-C to stop`),
  });
  try {
    for await (const event of events) await pass(callbacksOf(event), listening, event, terminal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function pass(
  callbacks: AsyncIterable<Callback>,
  { receiver, json }: Listening,
  event: EventEntry,
  terminal: Terminal,
): Promise<void> {
  let refused = false;
  for await (const callback of callbacks) {
    if (receiver === undefined) {
      if (json) await writeJson(terminal, { id: callback.id, ...(JSON.parse(callback.body) as object) });
      else await writeTo(terminal.stdout, eventLine(callback, new Date(event.created_at)));
      continue;
    }
    for await (const attempt of forwardCallback(callback, receiver, terminal.interrupted)) {
      const at = new Date();
      if (json) await writeJson(terminal, attemptJson(callback, attempt, at));
      else await writeTo(terminal.stdout, attemptLine(callback, attempt, at));
      refused ||= attempt.againInMs === null && attempt.outcome !== "delivered";
    }
  }
  if (refused) await writeTo(terminal.stderr, `To post it again: --replay-from ${event.id}\n`);
}
