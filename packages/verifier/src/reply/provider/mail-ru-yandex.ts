import type { ProviderRules } from "#reply/provider/rule.ts";

/** help.mail.ru “postmaster: errors”. */
export const MAIL_RU: ProviderRules = {
  providers: ["mail_ru"],
  permanent: [
    {
      // It calls every mailbox that accepts no mail an “invalid mailbox”; the reason follows.
      id: "mail_ru.5xx.disabled",
      text: /\bis unavailable: (?:user|account|mailbox) is (?:disabled|blocked|terminated|deleted|suspended)/,
      reason: "mailbox_disabled",
      scope: "mailbox",
    },
    {
      id: "mail_ru.5xx.spam",
      text: /^spam message (?:rejected|discarded)/,
      reason: "blocked",
      scope: "egress",
    },
  ],
};

/** yandex.com/support/mail/bounces/yandex.html. */
export const YANDEX: ProviderRules = {
  providers: ["yandex"],
  permanent: [
    {
      // “Your recipient's account has been blocked due to User Agreement violations.”
      id: "yandex.5xx.target",
      text: /^policy rejection on the target address/,
      reason: "mailbox_disabled",
      scope: "mailbox",
    },
  ],
};
