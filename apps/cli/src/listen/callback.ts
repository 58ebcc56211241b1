import { WinnowError, type Client, type EventEntry } from "@winnow/client";
import { pagesOf, type PageOptions } from "#listen/row-pages.ts";

/** One callback, as a registered endpoint would receive it. */
export interface Callback {
  /** The same id each time the event is forwarded. */
  readonly id: string;
  readonly type: string;
  readonly jobId: string | null;
  /** Position among all callbacks of this session, without gaps. */
  readonly sequence: number;
  /** The body that is signed and posted in each attempt. */
  readonly body: string;
}

export interface CallbackOptions extends PageOptions {
  /** All types, those of a newer server as well, when left out. */
  readonly types?: ReadonlySet<string> | undefined;
  /** Called with the reason why an event is not forwarded. */
  readonly onOmission: (message: string) => void;
}

/** Makes the callbacks of events, one after another. */
export function createCallbacks(
  winnow: Pick<Client, "jobs">,
  { types, onOmission, ...paging }: CallbackOptions,
): (event: EventEntry) => AsyncGenerator<Callback, void, undefined> {
  let sequence = 0;
  const wants = (type: string) => types === undefined || types.has(type);
  const callback = (
    event: EventEntry,
    { id = event.id, type = event.type, data }: { id?: string; type?: string; data: unknown },
  ): Callback => {
    sequence += 1;
    const body = JSON.stringify({ type, timestamp: event.created_at, sequence, data });
    return { id, type, jobId: event.job_id, sequence, body };
  };

  /** A server records pages only for endpoints that subscribe to them; here they are made from the results. */
  async function* rowPages(event: EventEntry, jobId: string): AsyncGenerator<Callback, number, undefined> {
    let page = 0;
    try {
      for await (const rows of pagesOf(winnow, jobId, paging)) {
        page += 1;
        const data = { job_id: jobId, page, rows };
        yield callback(event, { id: `${event.id}_rows_${page}`, type: "rows.batch", data });
      }
    } catch (error) {
      if (!(error instanceof WinnowError)) throw error;
      onOmission(`The rows of ${jobId} are no longer available: ${error.message}`);
    }
    return page;
  }

  return async function* callbacksOf(event) {
    if (event.type === "rows.batch") return;
    const { job_id: jobId, type } = event;
    const paged = type === "job.completed" && jobId !== null && wants("rows.batch");
    const pages = paged ? yield* rowPages(event, jobId) : undefined;
    if (!wants(type)) return;
    if (event.data === null) {
      onOmission(`${event.id} (${type}) was recorded before events kept their data`);
      return;
    }
    yield callback(event, { data: pages === undefined ? event.data : { ...event.data, pages } });
  };
}
