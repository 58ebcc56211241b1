import { defineTranscript } from "#transcript/transcript.ts";

/** Source: postmaster.gmx.com/en/error-messages and postmaster.web.de; its replies have several lines and no enhanced codes. */
export const unitedInternet = defineTranscript(
  { id: "united_internet", speaker: "GMX, WEB.DE, mail.com and IONOS", host: "mx00.emig.gmx.net" },
  `
rcpt accepted
250 Requested mail action okay, completed

rcpt mailbox_not_found
550-Requested action not taken: mailbox unavailable
550-For explanation visit
550 https://postmaster.gmx.net/en/case?c=r0101&i=ip&v=192.0.2.1&r=1MNcgj-1ue23t3pyV-00S2YR

rcpt mailbox_not_found
550 <{recipient}>: Requested action not taken: mailbox unavailable

rcpt mailbox_full
552-Requested mail action aborted: exceeded storage allocation
552-Quota exceeded. The recipient's mailbox is full.
552 For explanation visit https://postmaster.gmx.net/en/case?c=r0102&i=ip&v=192.0.2.1

rcpt greylisted
450 Requested mail action not taken: mailbox unavailable

rcpt greylisted
451-Requested action aborted: local error in processing
451 Please try again later

rcpt rate_limited
421-Rate limit reached. Please try again later
421 For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1&c=sgc

rcpt rate_limited
450-Reject due to policy violations
450 For explanation visit https://postmaster.gmx.net/en/case?c=r0301&i=ip&v=192.0.2.1

rcpt blocked
554-Transaction failed
554-Reject due to policy restrictions.
554 For explanation visit https://postmaster.gmx.net/en/case?c=hi&i=ip&v=192.0.2.1

rcpt our_configuration
550-Reject due to SPF policy. The originating IP of the message is not permitted by the domain owner.
550 For explanation visit https://postmaster.gmx.net/en/case?c=r0601&i=ip&v=192.0.2.1

rcpt our_configuration
501 Syntax error in parameters or arguments

greeting blocked
554-gmx.net (mxgmx104) Nemesis ESMTP Service not available
554-No SMTP service
554-IP address is block listed.
554 For explanation visit https://postmaster.gmx.net/en/case?c=r0201&i=ip&v=192.0.2.1&r=1MNcgj-1ue23t3pyV-00S2YR

greeting our_configuration
554-web.de (mxweb012) Nemesis ESMTP Service not available
554-No SMTP service
554-Bad DNS PTR resource record.
554 For explanation visit https://postmaster.web.de/error-messages?ip=192.0.2.1&c=rdns

greeting rate_limited
421-gmx.net (mxgmx117) Nemesis ESMTP Service not available
421 Too many concurrent connections from 192.0.2.1

mail_from rate_limited
421 Reject due to policy violations
`,
);
