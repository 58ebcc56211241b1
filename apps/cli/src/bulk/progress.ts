import type { Client, Job } from "@winnow/client";
import { SingleBar } from "cli-progress";
import { describePace } from "#bulk/pace.ts";
import { Exit, JOB_GOES_ON } from "#exit-code.ts";
import { writeTo, type Terminal } from "#terminal.ts";

/**
 * Follows a job to its end, with a progress bar on a terminal.
 * @throws Exit at Ctrl-C: the job continues.
 */
export async function followJob(winnow: Client, job: Job, terminal: Terminal): Promise<Job> {
  const { stderr, interrupted } = terminal;
  const bar = stderr.isTTY === true ? startBar(job, terminal) : undefined;
  let last = job;
  try {
    for await (const state of winnow.jobs.watch(job.id, { signal: interrupted })) {
      if (state.status === "held" && last.status !== "held") await tellHeld(state, terminal);
      last = state;
      bar?.update(state.counts.done, figuresOf(state));
    }
  } catch (error) {
    if (!interrupted.aborted) throw error;
    bar?.stop();
    await writeTo(stderr, `\n${job.id} continues. Run the same command again to follow it.\n`);
    throw new Exit(JOB_GOES_ON);
  }
  bar?.stop();
  return last;
}

function startBar(job: Job, { stderr }: Terminal): SingleBar {
  // The server computes the pace: it knows which rows wait for mail hosts.
  const format = "{bar} {percentage}% | {value}/{total} rows | {pace}{status} | {spent} credits";
  const bar = new SingleBar({ format, stream: stderr as NodeJS.WriteStream, hideCursor: true });
  bar.start(job.counts.submitted, job.counts.done, figuresOf(job));
  return bar;
}

function figuresOf(job: Job) {
  const pace = describePace(job, new Date());
  return { status: job.status, spent: job.credits.captured, pace: pace === "" ? "" : `${pace} | ` };
}

const REASONS: Readonly<Record<string, string>> = {
  insufficient_credits: "there are too few credits",
  egress_unhealthy: "mail hosts cannot be reached from the server at the moment",
};

function tellHeld({ reason }: Job, { stderr }: Terminal): Promise<void> {
  const why = reason === null ? "no reason given" : (REASONS[reason] ?? reason);
  return writeTo(stderr, `The job is held: ${why}. It continues without your help.\n`);
}
