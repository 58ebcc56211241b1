import { HEADER, multipart, status, words, type DeliveryReport } from "#bounce/delivery-report.test-data.ts";

export const SMALL_SERVER_REPORTS: readonly DeliveryReport[] = [
  {
    name: "qmail",
    source: "qmail 1.03, qmail-send.c; cr.yp.to/proto/qsbmf.txt",
    report: `${HEADER}

Hi. This is the qmail-send program at mx.sender.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ada@acme.test>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <sales@sender.test>
Received: (qmail 2112 invoked by uid 1001); 20 Nov 2026 07:11:58 -0000
Subject: 452 4.2.2 reasons to meet`,
    kind: "hard",
  },
  {
    name: "OpenSMTPD",
    source: "OpenSMTPD, usr.sbin/smtpd/bounce.c",
    report: multipart(
      words(`    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

ada@acme.test: 550 5.1.1 <ada@acme.test> User unknown

    Below is a copy of the original message:
`),
      status(`Reporting-MTA: dns; mx.sender.test

Final-Recipient: rfc822; ada@acme.test
Action: failed
Status: 5.1.1`),
    ),
    kind: "hard",
  },
  {
    name: "OpenSMTPD before it wrote delivery statuses",
    source: "sisimai/rb-sisimai, opensmtpd-01.eml",
    report: `${HEADER}
Subject: Delivery status notification: error

    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.

ada@acme.test: 550 5.2.1 <ada@acme.test> disabled

    Below is a copy of the original message:

Received: from localhost (localhost [127.0.0.1]);
	by localhost (OpenSMTPD 4.6.1) with ESMTPA id 1e2a9eaa`,
    kind: "hard",
  },
  {
    name: "Courier",
    source: "courier-mta, courier/submit.C; sisimai/rb-sisimai, lhost-courier-01.eml",
    report: status(`Reporting-MTA: dns; mx.sender.test
Arrival-Date: Fri, 20 Nov 2026 07:11:58 +0000

Final-Recipient: rfc822; ada@acme.test
Action: failed
Status: 5.0.0
Remote-MTA: dns; mx.acme.test [192.0.2.95]
Diagnostic-Code: smtp; 550 5.1.1 <ada@acme.test>... User Unknown`),
    kind: "hard",
  },
  {
    name: "Haraka",
    source: "haraka/Haraka, outbound/hmail.js, populate_bounce_message_with_headers()",
    report: multipart(
      words(`Hi. This is the Haraka Mailer program at mx.sender.test.
I'm afraid I wasn't able to deliver your message to the following addresses.

ada@acme.test: 550 5.1.1 No such user`),
      status(`Original-Envelope-Id: <1@sender.test>
Reporting-MTA: dns;mx.sender.test

Final-Recipient: rfc822;ada@acme.test
Action: failed
Status: 5.1.1 (550 Bad destination mailbox address)
Remote-MTA: mx.acme.test
Diagnostic-Code: smtp;550 5.1.1 No such user`),
    ),
    kind: "hard",
  },
  {
    name: "Haraka, when it gave up on an answer that may change",
    source: "haraka/Haraka, outbound/hmail.js, convert_temp_failed_to_bounce(): 4.2.1 becomes 5.2.1",
    report: status(`Reporting-MTA: dns;mx.sender.test

Final-Recipient: rfc822;ada@acme.test
Action: failed
Status: 5.2.1 (450 Mailbox disabled, not accepting messages)
Diagnostic-Code: smtp;450 4.2.1 Mailbox received too much email, try later`),
    kind: "soft",
  },
];
