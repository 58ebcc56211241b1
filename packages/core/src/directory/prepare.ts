import { PROFILE_FIELDS, type ContactInput } from "@winnow/contracts";
import { hostOf } from "#person/host.ts";
import { identitiesOf, linkedinKey } from "#person/identity.ts";
import type { GivenFields } from "#directory/merge.ts";
import { normalizeEmail } from "#member/email.ts";

/** Why a line cannot become a contact. */
export type RejectionReason =
  | "invalid_line"
  | "invalid_email"
  | "not_identifiable"
  | "erased"
  | "repeated_key";

/** A contact as a source gives it, cleaned. */
export interface PreparedContact {
  /** The key of the contact at its source; derived from its identity where the source has none. */
  readonly key: string;
  readonly fields: GivenFields;
  readonly email: string | undefined;
  readonly linkedinKey: string | undefined;
  readonly identities: readonly string[];
  readonly emailStatus: ContactInput["email_status"];
  readonly verifiedAt: string | undefined;
}

export type Preparation =
  | { readonly outcome: "prepared"; readonly contact: PreparedContact }
  | { readonly outcome: "rejected"; readonly reason: RejectionReason; readonly message: string };

/** Cleans a contact for the directory: texts trimmed, the email and the domain in normal form. */
export function prepareContact(
  input: Omit<ContactInput, "key"> & { readonly key?: string | undefined },
): Preparation {
  const text = (value: string | null | undefined) =>
    value === undefined ? undefined : value?.trim() || null;
  const typed = text(input.email);
  const email = typed ? normalizeEmail(typed) : undefined;
  if (typed && email === undefined) {
    return {
      outcome: "rejected",
      reason: "invalid_email",
      message: `“${typed.slice(0, 80)}” is not an email address.`,
    };
  }
  const domain = input.domain === undefined ? undefined : (hostOf(input.domain) ?? null);
  const fields: GivenFields = {
    ...Object.fromEntries(PROFILE_FIELDS.map((field) => [field, text(input[field])])),
    domain,
    email: input.email === undefined ? undefined : (email ?? null),
  };
  const identities = identitiesOf({
    firstName: fields["first_name"],
    lastName: fields["last_name"],
    company: fields["company"],
    domain,
    linkedinUrl: fields["linkedin_url"],
    email,
  });
  const key = input.key?.trim() || identities[0];
  if (key === undefined || identities.length === 0) {
    return {
      outcome: "rejected",
      reason: "not_identifiable",
      message: "Needs an email, a LinkedIn URL, or first and last name with a company or its domain.",
    };
  }
  return {
    outcome: "prepared",
    contact: {
      key,
      fields,
      email,
      linkedinKey: linkedinKey(fields["linkedin_url"]),
      identities,
      emailStatus: input.email_status,
      verifiedAt: input.verified_at ?? undefined,
    },
  };
}
