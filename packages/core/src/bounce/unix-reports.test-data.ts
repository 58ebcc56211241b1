import { HEADER, multipart, status, words, type DeliveryReport } from "#bounce/delivery-report.test-data.ts";

const postfix: readonly DeliveryReport[] = [
  {
    name: "Postfix",
    source: "postfix, src/bounce/bounce_notify_util.c; conf/bounce.cf.default",
    report: multipart(
      words(`This is the mail system at host mx.sender.test.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

<ada@acme.test>: host mx.acme.test[192.0.2.1] said: 550 5.1.1
    <ada@acme.test>: Recipient address rejected: User unknown in virtual mailbox
    table (in reply to RCPT TO command)`),
      status(`Reporting-MTA: dns; mx.sender.test
X-Postfix-Queue-ID: 4CXKSw1C1M
X-Postfix-Sender: rfc822; sales@sender.test
Arrival-Date: Fri, 20 Nov 2026 07:11:58 +0000 (UTC)

Final-Recipient: rfc822; ada@acme.test
Original-Recipient: rfc822;ada@acme.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.acme.test
Diagnostic-Code: smtp; 550 5.1.1 <ada@acme.test>: Recipient address rejected:
    User unknown in virtual mailbox table`),
    ),
    kind: "hard",
  },
  {
    name: "Postfix, when it could not connect for five days",
    source: "postfix, src/bounce/bounce_notify_util.c; RFC 3463 §3.5",
    report: status(`Reporting-MTA: dns; mx.sender.test

Final-Recipient: rfc822; ada@acme.test
Action: failed
Status: 4.4.1
Diagnostic-Code: X-Postfix; connect to mx.acme.test[192.0.2.1]:25: Connection
    timed out`),
    kind: "soft",
  },
  {
    name: "Postfix, for a domain that is not there",
    source: "postfix, src/smtp/smtp_addr.c; conf/bounce.cf.default",
    report: status(`Reporting-MTA: dns; mx.sender.test

Final-Recipient: rfc822; ada@acme.test
Action: failed
Status: 5.4.4
Diagnostic-Code: X-Postfix; Host or domain name not found. Name service error
    for name=acme.test type=A: Host not found`),
    kind: "hard",
  },
  {
    name: "Postfix, in its log",
    source: "postfix, src/global/log_adhoc.c",
    report:
      "Nov 20 07:11:59 mx postfix/smtp[2112]: 4CXKSw1C1M: to=<ada@acme.test>, relay=mx.acme.test[192.0.2.1]:25, delay=1.1, delays=0.05/0.02/0.5/0.5, dsn=5.1.1, status=bounced (host mx.acme.test[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))",
    kind: "hard",
  },
  {
    name: "Mimecast, which refuses the sending host, through Postfix, which has no enhanced code from it",
    source: "community.mimecast.com, Mimecast SMTP Error Codes; sisimai/set-of-emails, rhost-mimecast-01.eml",
    report: multipart(
      words(`                   The mail system

<ada@acme.test>: host us-smtp-inbound-1.mimecast.test[192.0.2.30] said: 554 Host network not
    allowed - https://community.mimecast.com/docs/DOC-1369#554
    [z7qZw5BPd1zlDYHka4589ru.us222] (in reply to RCPT TO command)`),
      status(`Reporting-MTA: dns; mx.sender.test

Final-Recipient: rfc822; ada@acme.test
Original-Recipient: rfc822;ada@acme.test
Action: failed
Status: 5.0.0
Remote-MTA: dns; us-smtp-inbound-1.mimecast.test
Diagnostic-Code: smtp; 554 Host network not allowed -
    https://community.mimecast.com/docs/DOC-1369#554
    [z7qZw5BPd1zlDYHka4589ru.us222]`),
    ),
    kind: "soft",
  },
  {
    name: "Mimecast, for a recipient that it does not know",
    source: "mimecastsupport.zendesk.com, Policies: Mimecast SMTP Error Codes (550 Invalid Recipient)",
    report: status(`Final-Recipient: rfc822; ada@acme.test
Action: failed
Status: 5.0.0
Remote-MTA: dns; us-smtp-inbound-1.mimecast.test
Diagnostic-Code: smtp; 550 Invalid Recipient -
    https://community.mimecast.com/docs/DOC-1369#550 [z7qZw5BPd1zl.us222]`),
    kind: "hard",
  },
  {
    name: "Zimbra, whose mailbox server answers Postfix by LMTP",
    source: "Zimbra/zm-mailbox, com.zimbra.cs.lmtpserver.LmtpReply (NO_SUCH_USER)",
    report: status(`Reporting-MTA: dns; mta.zimbra.acme.test
X-Postfix-Queue-ID: 7EBEC3AE

Final-Recipient: rfc822; ada@acme.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; mailbox.zimbra.acme.test
Diagnostic-Code: smtp; 550 5.1.1 No such user here`),
    kind: "hard",
  },
  {
    name: "Zimbra, for a failure that it does not name",
    source: "Zimbra/zm-mailbox, com.zimbra.cs.lmtpserver.LmtpReply (PERMANENT_FAILURE)",
    report: `<ada@acme.test>: host mailbox.zimbra.acme.test[192.0.2.4] said: 554 5.0.0 Permanent
    message delivery failure (in reply to end of DATA command)`,
    kind: "soft",
  },
];

const exim: readonly DeliveryReport[] = [
  {
    name: "Exim, in words",
    source: "exim, src/deliver.c; sisimai/rb-sisimai, email-exim-30.eml",
    report: `${HEADER}
X-Failed-Recipients: ada@acme.test
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ada@acme.test
    host mx.acme.test [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<ada@acme.test>:
    550 5.1.1 <ada@acme.test>: Recipient address rejected: User unknown

------ This is a copy of the message, including all the headers. ------

Return-path: <sales@sender.test>
Received: from desk.sender.test ([192.0.2.9]) by mx.sender.test with esmtpsa (Exim 4.94.2)
Subject: 452 4.2.2 reasons to meet
`,
    kind: "hard",
  },
  {
    name: "Exim, whose status says nothing, for a message that the host took for spam",
    source: "exim, src/deliver.c: it writes Status: 5.0.0 whatever the answer was",
    report: multipart(
      words(`This message was created automatically by mail delivery software.

  ada@acme.test
    host mx.acme.test [192.0.2.1]
    SMTP error from remote mail server after end of data:
    550 5.7.1 Message rejected as spam by Content Filtering.`),
      status(`Reporting-MTA: dns; mx.sender.test

Action: failed
Final-Recipient: rfc822;ada@acme.test
Status: 5.0.0
Remote-MTA: dns; mx.acme.test
Diagnostic-Code: smtp; 550 5.7.1 Message rejected as spam by Content Filtering.`),
    ),
    kind: "soft",
  },
  {
    name: "Exim, when it could not deliver for days",
    source: "exim, src/deliver.c, print_dsn_diagnostic_code()",
    report: status(`Reporting-MTA: dns; mx.sender.test

Action: failed
Final-Recipient: rfc822;ada@acme.test
Status: 5.0.0
Remote-MTA: dns; mx.acme.test
Diagnostic-Code: smtp; 451 Temporary local problem - please try later`),
    kind: "soft",
  },
  {
    name: "Exim, for an address without a route",
    source: "exim, test/mail/0224.CALLER",
    report: status(`Reporting-MTA: dns; mx.sender.test

Action: failed
Final-Recipient: rfc822;ada@acme.test
Status: 5.0.0`),
    kind: "hard",
  },
];

const sendmail: readonly DeliveryReport[] = [
  {
    name: "sendmail",
    source: "sendmail, sendmail/savemail.c, errbody(); sisimai/rb-sisimai, sendmail-01.eml",
    report: multipart(
      `
The original message was received at Fri, 20 Nov 2026 07:11:58 GMT
from desk.sender.test [192.0.2.9]

   ----- The following addresses had permanent fatal errors -----
<ada@acme.test>
    (reason: 550 5.1.1 <ada@acme.test>... User unknown)

   ----- Transcript of session follows -----
... while talking to mx.acme.test.:
>>> DATA
<<< 550 5.1.1 <ada@acme.test>... User unknown
550 5.1.1 <ada@acme.test>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)`,
      status(`Reporting-MTA: dns; mx.sender.test
Received-From-MTA: DNS; desk.sender.test
Arrival-Date: Fri, 20 Nov 2026 07:11:58 GMT

Final-Recipient: RFC822; ada@acme.test
Action: failed
Status: 5.1.1
Remote-MTA: DNS; mx.acme.test
Diagnostic-Code: SMTP; 550 5.1.1 <ada@acme.test>... User unknown
Last-Attempt-Date: Fri, 20 Nov 2026 07:11:59 GMT`),
    ),
    kind: "hard",
  },
  {
    name: "sendmail, whose transcript tells recipients apart",
    source: "sendmail, sendmail/savemail.c; www.chilipepperweb.net, mail-quota-exceeded.html",
    report: `   ----- The following addresses had permanent fatal errors -----
<ada@acme.test>
<bob@acme.test>

   ----- Transcript of session follows -----
... while talking to mx.acme.test.:
>>> RCPT To:<bob@acme.test>
<<< 550 5.1.1 <bob@acme.test>... User unknown
>>> RCPT To:<ada@acme.test>
<<< 552 <ada@acme.test>... Mail quota exceeded
554 5.0.0 <ada@acme.test>... Service unavailable`,
    kind: "soft",
  },
  {
    name: "Proofpoint, which runs sendmail, with its version beside",
    source: "sendmail, sendmail/savemail.c; smtp.codes/550, Proofpoint; Received: of pphosted.com hosts",
    report: multipart(
      words(`The original message was received at Fri, 20 Nov 2026 07:11:58 GMT
from m0073297.ppops.net [127.0.0.1]
(mx0a-001ae601.pphosted.test (8.18.1.2/8.18.1.2))

   ----- The following addresses had permanent fatal errors -----
<ada@acme.test>
    (reason: 550 5.1.1 User Unknown)`),
      status(`Reporting-MTA: dns; mx0a-001ae601.pphosted.test
Arrival-Date: Fri, 20 Nov 2026 07:11:58 GMT

Final-Recipient: RFC822; ada@acme.test
Action: failed
Status: 5.1.1
Remote-MTA: DNS; mx.acme.test
Diagnostic-Code: SMTP; 550 5.1.1 User Unknown`),
    ),
    kind: "hard",
  },
];

export const UNIX_REPORTS: readonly DeliveryReport[] = [...postfix, ...exim, ...sendmail];
