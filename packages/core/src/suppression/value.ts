import { domainToASCII } from "node:url";
import type { SuppressionKind } from "@winnow/contracts";
import { hostOf } from "#person/host.ts";
import { identitiesOf } from "#person/identity.ts";
import { normalizeEmail } from "#member/email.ts";

const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/;

/** The form in which a suppression is stored and compared; undefined when the text does not have the form of its kind. */
export function suppressionValue(kind: SuppressionKind, text: string): string | undefined {
  if (kind === "domain") return domainValue(text);
  if (kind === "person") return personValue(text);
  const email = normalizeEmail(text);
  if (email === undefined) return undefined;
  const at = email.lastIndexOf("@");
  const domain = domainValue(email.slice(at + 1));
  return domain && `${email.slice(0, at)}@${domain}`;
}

/** `Acme.test`, `@acme.test` and `acme.test.` are one domain. */
function domainValue(text: string): string | undefined {
  const domain = domainToASCII(text.trim().toLowerCase().replace(/^@/, "").replace(/\.$/, ""));
  return DOMAIN.test(domain) ? domain : undefined;
}

/** A profile (`linkedin:…`), or `Ada Lovelace|acme.test` and `Ada Lovelace|Acme GmbH` (`person:…`), as identities say it. */
function personValue(text: string): string | undefined {
  const bare = text.trim().replace(/^(?:linkedin|person):/, "");
  const [fullName, place, ...more] = bare.split("|").map((part) => part.trim());
  if (more.length > 0) return undefined;
  if (place === undefined) return identitiesOf({ linkedinUrl: bare })[0];
  const domain = place.includes(" ") ? undefined : hostOf(place);
  return identitiesOf({ fullName, ...(domain === undefined ? { company: place } : { domain }) })[0];
}
