import type { Job } from "@winnow/client";
import { countNoun } from "#bulk/count.ts";

/** A job's speed and expected end, as the server says; empty while they are unknown. Times are local. */
export function describePace({ status, counts, progress }: Job, now: Date): string {
  const { rows_per_second: rate, estimated_end_at: end, deferred, next_attempt_at: next } = progress;
  if (status !== "running") return "";
  if (deferred > 0 && deferred === counts.pending) {
    const waiting = `${countNoun(deferred, "row")} ${deferred === 1 ? "waits" : "wait"} for mail hosts`;
    return next === null ? waiting : `${waiting}, next try ${momentOf(next, now)}`;
  }
  return [
    ...(rate === null ? [] : [`${rate} rows/s`]),
    ...(end === null ? [] : [`done about ${momentOf(end, now)}`]),
    ...(deferred === 0 ? [] : [`${deferred} deferred`]),
  ].join(", ");
}

/** "14:32"; with the day when it is not today; "now" when it has passed. */
function momentOf(text: string, now: Date): string {
  const moment = new Date(text);
  if (moment.getTime() <= now.getTime()) return "now";
  const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (moment.toDateString() === now.toDateString()) return time;
  return `${moment.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${time}`;
}
