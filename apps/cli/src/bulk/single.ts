import type { Client, Row, Single, VerifyAnswer } from "@winnow/client";
import type { EnrichPerson } from "@winnow/contracts";
import type { Command } from "commander";
import { countNoun } from "#bulk/count.ts";
import { clientOf } from "#server.ts";
import { UsageError, writeTo, writeJson, type Terminal } from "#terminal.ts";

/** One person, from the options of `winnow enrich`. */
export interface PersonOptions {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly fullName?: string;
  readonly company?: string;
  readonly domain?: string;
  readonly linkedinUrl?: string;
  readonly email?: string;
}

type Email = NonNullable<Row["email"]>;

/** `winnow verify ada@example.com` */
export async function verifyOne(address: string, command: Command, terminal: Terminal): Promise<void> {
  const winnow = await clientOf(command, terminal);
  const { email, charge } = await settle(
    winnow,
    await winnow.verify(address, { signal: terminal.interrupted }),
    ({ email: found, charge: paid }) => {
      if (found === null) throw new UsageError(`${address} could not be verified.`);
      return { email: found, charge: paid } satisfies VerifyAnswer;
    },
  );
  if (wantsJson(command)) return writeJson(terminal, { email, charge });
  await writeTo(terminal.stdout, describeEmail(email, charge?.credits ?? 0));
}

/** `winnow enrich --full-name … --domain …` */
export async function enrichOne(options: PersonOptions, command: Command, terminal: Terminal): Promise<void> {
  const person: EnrichPerson = {
    first_name: options.firstName,
    last_name: options.lastName,
    full_name: options.fullName,
    company: options.company,
    domain: options.domain,
    linkedin_url: options.linkedinUrl,
    email: options.email,
  };
  if (Object.values(person).every((value) => value === undefined)) {
    throw new UsageError(
      "Nothing to enrich. Name a file, or a person: --full-name and --domain, or --linkedin-url.",
    );
  }
  const winnow = await clientOf(command, terminal);
  const row = await settle(
    winnow,
    await winnow.enrich(person, { signal: terminal.interrupted }),
    (found) => found,
  );
  if (wantsJson(command)) return writeJson(terminal, row);
  if (row.email === null)
    return writeTo(terminal.stdout, `${row.status}${row.reason ? `: ${row.reason}` : ""}\n`);
  const title = row.contact?.job_title;
  await writeTo(terminal.stdout, describeEmail(row.email, row.charge?.credits ?? 0));
  if (title)
    await writeTo(terminal.stdout, `${title}${row.contact?.company ? `, ${row.contact.company}` : ""}\n`);
}

/** A call that takes too long becomes a job of one row. This waits for it. */
async function settle<Answer>(
  winnow: Client,
  single: Single<Answer>,
  fromRow: (row: Row) => Answer,
): Promise<Answer> {
  if (single.outcome === "answered") return single.answer;
  await winnow.jobs.wait(single.job.id);
  for await (const row of winnow.jobs.results(single.job.id)) return fromRow(row);
  throw new UsageError("The job ended without a result.");
}

function wantsJson(command: Command): boolean {
  return command.opts<{ json?: boolean }>().json === true;
}

function describeEmail(email: Email, credits: number): string {
  const flags = Object.keys(email.flags);
  const also = flags.length > 0 ? ` [${flags.join(", ")}]` : "";
  const meant = email.did_you_mean === null ? "" : `\nDid you mean ${email.did_you_mean}?`;
  return `${email.address}: ${email.status} (${email.reason})${also}, ${countNoun(credits, "credit")}${meant}\n`;
}
