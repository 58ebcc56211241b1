import { EraseContact } from "@winnow/contracts";
import type { Command } from "commander";
import { operatorOf } from "#server.ts";
import { UsageError, writeTo, type Terminal } from "#terminal.ts";

interface Options {
  readonly email?: string;
  readonly linkedinUrl?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly fullName?: string;
  readonly company?: string;
  readonly domain?: string;
  readonly json?: boolean;
}

/** `winnow directory erase` */
export async function eraseContact(command: Command, terminal: Terminal): Promise<void> {
  const { json, email, company, domain, ...names } = command.opts<Options>();
  const parsed = EraseContact.safeParse({
    email,
    linkedin_url: names.linkedinUrl,
    first_name: names.firstName,
    last_name: names.lastName,
    full_name: names.fullName,
    company,
    domain,
  });
  if (!parsed.success) {
    throw new UsageError("Name the person: --email, --linkedin-url, or a name with --company or --domain.");
  }
  const answer = await operatorOf(command, terminal).erase(parsed.data);
  const text = `${answer.erased} ${answer.erased === 1 ? "contact" : "contacts"} erased; later imports skip this person\n`;
  await writeTo(terminal.stdout, json ? `${JSON.stringify(answer)}\n` : text);
}
