import type { MailProvider } from "#provider/provider.ts";

const PROVIDERS: readonly MailProvider[] = [
  {
    id: "google",
    name: "Google",
    mx: ["aspmx.l.google.com", "gmail-smtp-in.l.google.com", "googlemail.com", "smtp.google.com"],
  },
  {
    id: "microsoft_365",
    name: "Microsoft 365",
    mx: ["mail.protection.outlook.com", "mx.microsoft"],
  },
  { id: "microsoft_consumer", name: "Outlook.com", mx: ["olc.protection.outlook.com"] },
  { id: "yahoo", name: "Yahoo", mx: ["yahoodns.net"] },
  { id: "apple", name: "iCloud", mx: ["mail.icloud.com"] },
];

/** @returns the provider that runs this mail host; undefined for a host of nobody in particular. */
export function providerOf(mailHost: string): MailProvider | undefined {
  const host = mailHost.toLowerCase().replace(/\.$/, "");
  return PROVIDERS.find(({ mx }) => mx.some((suffix) => host === suffix || host.endsWith(`.${suffix}`)));
}
