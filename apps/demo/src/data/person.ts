import { addressForm, firstNames, lastNames } from "@winnow/sandbox";
import type { Company } from "#data/company.ts";
import type { Random } from "#data/random.ts";

/** A synthetic person who works at a synthetic company. */
export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: Company;
  /** The mailbox of the person in the sandbox. */
  readonly email: string;
}

export function createPerson(random: Random, companies: readonly Company[]): Person {
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  const company = random.pick(companies);
  return {
    firstName,
    lastName,
    company,
    email: `${addressForm(firstName)}.${addressForm(lastName)}@${company.domain}`,
  };
}
