import { NETEASE, TENCENT } from "#reply/provider/netease-tencent.ts";
import { BARRACUDA, CLOUDFLARE, MESSAGELABS, PROOFPOINT, TREND_MICRO } from "#reply/provider/gateway.ts";
import { GOOGLE } from "#reply/provider/google.ts";
import { MICROSOFT_365, MICROSOFT_CONSUMER } from "#reply/provider/microsoft.ts";
import { MIMECAST } from "#reply/provider/mimecast.ts";
import { ORANGE } from "#reply/provider/orange.ts";
import { MAIL_RU, YANDEX } from "#reply/provider/mail-ru-yandex.ts";
import { UNITED_INTERNET } from "#reply/provider/united-internet.ts";
import { YAHOO } from "#reply/provider/yahoo.ts";
import type { ProviderRules } from "#reply/provider/rule.ts";

/** Providers whose texts need more than the general rules. */
export const PROVIDER_RULES: readonly ProviderRules[] = [
  GOOGLE,
  MICROSOFT_CONSUMER,
  MICROSOFT_365,
  YAHOO,
  UNITED_INTERNET,
  ORANGE,
  MAIL_RU,
  YANDEX,
  NETEASE,
  TENCENT,
  PROOFPOINT,
  MIMECAST,
  BARRACUDA,
  MESSAGELABS,
  TREND_MICRO,
  CLOUDFLARE,
];

const BY_PROVIDER: ReadonlyMap<string, ProviderRules> = new Map(
  PROVIDER_RULES.flatMap((rules) => rules.providers.map((id) => [id, rules] as const)),
);

/** Texts with a special meaning at this provider's hosts. */
export function rulesOfProvider(id: string | undefined): ProviderRules | undefined {
  return id === undefined ? undefined : BY_PROVIDER.get(id);
}
