import { defineTranscript } from "#transcript/transcript.ts";

/** Source: learn.microsoft.com “Email non-delivery reports and SMTP errors in Exchange Online”, and published logs. */
export const microsoft365 = defineTranscript(
  {
    id: "microsoft_365",
    speaker: "Exchange Online",
    host: "microsoft-365-test.mail.protection.outlook.com",
  },
  `
rcpt accepted
250 2.1.5 Recipient OK

rcpt mailbox_not_found
550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [AM4PEPF00027A6A.eurprd04.prod.outlook.com 2026-11-02T09:12:33.042Z 08DE12345678ABCD]

rcpt mailbox_not_found
550 5.4.1 [{recipient}]: Recipient address rejected: Access denied AS(201806281) [DB5EUR01FT031.eop-EUR01.prod.protection.outlook.com]

rcpt mailbox_not_found
550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {recipient} not found by SMTP address lookup

rcpt mailbox_not_found
550 5.1.1 RESOLVER.ADR.RecipNotFound; not found

rcpt mailbox_not_found
550 5.7.504 Recipient address rejected: Access denied

rcpt mailbox_disabled
550 5.2.1 Mailbox cannot be accessed [AM4PEPF00027A6A.eurprd04.prod.outlook.com]

rcpt mailbox_full
554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException; Failed to process message due to a permanent exception

rcpt restricted_recipient
550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group

rcpt restricted_recipient
550 5.7.124 RESOLVER.RST.SenderNotInAllowedSendersList; sender not in allowed-senders list

rcpt restricted_recipient
550 5.7.129 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized to send to recipient

rcpt rate_limited_recipient
550 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour. For more information go to http://go.microsoft.com/fwlink/?LinkId=526653.

rcpt rate_limited_recipient
432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded

rcpt domain_not_served
550 5.7.64 TenantAttribution; Relay Access Denied [ValidationStatus=, ErrorCode=] [AM4PEPF00027A6A.eurprd04.prod.outlook.com]

rcpt server_busy
452 4.5.3 Recipients belong to multiple regions ATTR38 [AM4PEPF00027A6A.eurprd04.prod.outlook.com]

rcpt server_busy
451 4.4.3 Temporary server error. Please try again later ATTR18.2 [DB5EUR01FT031.eop-EUR01.prod.protection.outlook.com]

rcpt server_busy
451 4.7.0 Temporary server error. Please try again later. PRX4 NextHop:

rcpt rate_limited
451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (AS77712360) [AM4PEPF00027A6A.eurprd04.prod.outlook.com]

rcpt rate_limited
451 4.7.550 Access denied, please try again later [AM4PEPF00027A6A.eurprd04.prod.outlook.com]

rcpt rate_limited
550 5.7.508 Access denied, [2001:db8::1] has exceeded permitted limits within 2001:db8::/64 range

rcpt blocked
550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/ and follow the directions. (AS16012609)

rcpt blocked
550 5.7.511 Access denied, banned sender[192.0.2.1]. To request removal from this list please forward this message to delist@microsoft.com. AS(1410)

rcpt blocked
550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/192.0.2.1 (AS16012612)

rcpt blocked
550 5.7.513 Service unavailable, Client host [192.0.2.1] blocked by acme.test using Customer Block list (AS16012607)

rcpt blocked
550 5.7.51 TenantInboundAttribution; Rejecting. Recipient has a partner connector with RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set

rcpt blocked
550 5.7.507 Access denied, rejected by recipient

rcpt our_configuration
550 5.7.509 Access denied, sending domain prober.test does not pass DMARC verification and has a DMARC policy of reject

rcpt our_configuration
450 4.7.26 Access denied, a message sent over IPv6 [2001:db8::1] must pass either SPF or DKIM validation, this message is not signed

rcpt our_configuration
550 5.7.25 Access denied, the sending IPv6 address [2001:db8::1] must have a reverse DNS record

rcpt our_configuration
550 5.7.506 Access Denied, Bad HELO

mail_from rate_limited
451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77714)

mail_from our_configuration
501 5.1.7 Bad sender address syntax

greeting server_busy
451 4.3.2 Temporary server issue. Please try again later. PRX5
`,
);
