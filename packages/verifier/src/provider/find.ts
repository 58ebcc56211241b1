import type { MailProvider } from "#provider/provider.ts";

const PROVIDERS: readonly MailProvider[] = [
  { id: "google", name: "Google", mx: ["google.com", "googlemail.com"] },
  {
    id: "microsoft_365",
    name: "Microsoft 365",
    mx: ["mail.protection.outlook.com", "mx.microsoft"],
  },
  {
    id: "microsoft_consumer",
    name: "Outlook.com",
    mx: ["olc.protection.outlook.com"],
    limits: { recipientsPerSession: 1 },
  },
  { id: "yahoo", name: "Yahoo", mx: ["yahoodns.net"] },
];

/** The provider that a mail host belongs to. */
export function providerOf(mailHost: string): MailProvider | undefined {
  const host = mailHost.toLowerCase();
  return PROVIDERS.find(({ mx }) => mx.some((suffix) => host === suffix || host.endsWith(`.${suffix}`)));
}
