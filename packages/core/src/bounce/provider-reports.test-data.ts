import { multipart, status, words, type DeliveryReport } from "#bounce/delivery-report.test-data.ts";

const microsoft: readonly DeliveryReport[] = [
  {
    name: "Microsoft 365",
    source: "learn.microsoft.com, NDR error code 550 5.1.10; sisimai/p5-sisimai, email-office365-09.eml",
    report: multipart(
      `Content-Type: multipart/alternative; differences=Content-Type;
	boundary="=_a"

--=_a
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Delivery has failed to these recipients or groups:

ada@acme.test<mailto:ada@acme.test>
The email address you entered couldn't be found. Please check the recipient's=
 email address and try to resend the message.

Diagnostic information for administrators:

Generating server: AM0PR02MB1234.eurprd02.prod.outlook.test

ada@acme.test
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient=
 ada@acme.test not found by SMTP address lookup'

Original message headers:

Received: from mx.sender.test (192.0.2.25) by AM0PR02MB1234 id 15.20.995.12

--=_a
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<html><body><p>Remote Server returned '550 5.1.10'</p></body></html>

--=_a--`,
      status(`Reporting-MTA: dns;AM0PR02MB1234.eurprd02.prod.outlook.test
Received-From-MTA: dns;mx.sender.test
Arrival-Date: Fri, 20 Nov 2026 07:11:58 +0000

Original-Recipient: rfc822;ada@acme.test
Final-Recipient: rfc822;ada@acme.test
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ada@acme.test not found by SMTP address lookup
X-Display-Name: Ada Lovelace`),
    ),
    kind: "hard",
  },
  {
    name: "Microsoft 365, for a sender that may not write to the group",
    source: "learn.microsoft.com, NDR error code 550 5.7.133",
    report: status(`Reporting-MTA: dns;AM0PR02MB1234.eurprd02.prod.outlook.test

Final-Recipient: rfc822;ada@acme.test
Action: failed
Status: 5.7.133
Diagnostic-Code: smtp;550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required`),
    kind: "soft",
  },
  {
    name: "Exchange, copied from Outlook",
    source: "pastebin.com/2Nq1LKSL, pastebin.com/PmPW2b1n; Exchange 2010",
    report: `Delivery has failed to these recipients or groups:

ada@acme.test
The e-mail address you entered couldn't be found.

Sent by Microsoft Exchange Server 2007

Diagnostic information for administrators:

Generating server: EX2.acme.test

ada@acme.test
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

Original message headers:

Received: from mx.sender.test (192.0.2.25) by EX2.acme.test
 (192.0.2.2) with Microsoft SMTP Server id 8.2.176.0; Fri, 20 Nov 2026`,
    kind: "hard",
  },
  {
    name: "Exchange, when its queue expired",
    source: "learn.microsoft.com, NDR error code 550 4.4.7 QUEUE.Expired",
    report: "#550 4.4.7 QUEUE.Expired; message expired ##",
    kind: "soft",
  },
  {
    name: "Outlook.com, for a full mailbox",
    source: "sisimai/go-sisimai, rhost-outlook-01.eml",
    report: multipart(
      `Content-Type: text/plain; charset=unicode-1-1-utf-7

This is an automatically generated Delivery Status Notification.

Delivery to the following recipients failed.

       ada@acme.test`,
      status(`Reporting-MTA: dns;BLU004-OMC3S13.hotmail.test

Final-Recipient: rfc822;ada@acme.test
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp;550 5.2.2 <ada@acme.test>... Mailbox Full`),
    ),
    kind: "soft",
  },
];

const google: readonly DeliveryReport[] = [
  {
    name: "Gmail",
    source: "support.google.com/mail/answer/6596; sisimai/rb-sisimai, email-gsuite-12.eml",
    report: multipart(
      `Content-Type: multipart/alternative; boundary="=_a"

--=_a
Content-Type: text/plain; charset="UTF-8"


** Address not found **

Your message wasn't delivered to ada@acme.test because the address couldn't be found, or is unable to receive mail.

Learn more here: https://support.google.com/mail/?p=NoSuchUser

The response was:

550 5.1.1 The email account that you tried to reach does not exist. - gsmtp

--=_a--`,
      status(`Reporting-MTA: dns; googlemail.test
Received-From-MTA: dns; sales@sender.test
Arrival-Date: Thu, 19 Nov 2026 23:11:58 -0800 (PST)
X-Original-Message-ID: <1@sender.test>

Final-Recipient: rfc822; ada@acme.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; gmail-smtp-in.l.google.test. (2a00:1450:400c:c0a::1b, the server for the domain acme.test.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces. - gsmtp
Last-Attempt-Date: Thu, 19 Nov 2026 23:11:59 -0800 (PST)`),
    ),
    kind: "hard",
  },
  {
    name: "Gmail, for a sender that it cannot authenticate",
    source: "support.google.com/mail/answer/81126; sisimai/p5-sisimai, lhost-postfix-70.eml",
    report: `<ada@acme.test>: host gmail-smtp-in.l.google.test[192.0.2.27] said:
    550-5.7.26 Unauthenticated email from sender.test is not accepted due to
    550-5.7.26 domain's DMARC policy. Please visit 550-5.7.26
    https://support.google.com/mail/answer/2451690 to learn about the 550
    5.7.26 DMARC initiative. z2si1584129pfn.61 - gsmtp (in reply to end of DATA command)`,
    kind: "soft",
  },
];

const others: readonly DeliveryReport[] = [
  {
    name: "Yahoo, in the form of qmail",
    source: 'help.yahoo.com/kb/SLN3275, Email "Failed Delivery" message; smtp.codes/yahoo',
    report: `Hi. This is the qmail-send program at yahoo.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ada@acme.test>:
192.0.2.80 failed after I sent the message.
Remote host said: 554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes

--- Below this line is a copy of the message.`,
    kind: "soft",
  },
  {
    name: "Yahoo, for an account that is not there",
    source: "senders.yahooinc.com/smtp-error-codes; smtp.codes/yahoo",
    report: status(`Reporting-MTA: dns; mx.sender.test

Final-Recipient: rfc822; ada@acme.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; mta6.am0.yahoodns.test
Diagnostic-Code: smtp; 552 1 Requested mail action aborted, mailbox not found`),
    kind: "hard",
  },
  {
    name: "Amazon SES",
    source: "docs.aws.amazon.com/ses, RecipientDsnFields; sisimai/rb-sisimai, email-amazonses-16.eml",
    report: multipart(
      words("An error occurred while trying to deliver the mail to the following recipients:\nada@acme.test"),
      status(`Reporting-MTA: dsn; a27-23.smtp-out.us-west-2.amazonses.test

Action: failed
Final-Recipient: rfc822; ada@acme.test
Diagnostic-Code: smtp; 521-5.7.1 Service unavailable; client [203.0.113.225] blocked
 521 5.7.1 Please see http://support.acme.test/ for explanation of the problem.
Status: 5.7.1
`),
    ),
    kind: "soft",
  },
  {
    name: "Amazon SES, as a notification in JSON",
    source: "docs.aws.amazon.com/ses/latest/dg/notification-contents.html, Bounce object",
    report: JSON.stringify({
      notificationType: "Bounce",
      bounce: {
        bounceType: "Permanent",
        bouncedRecipients: [
          {
            emailAddress: "bob@acme.test",
            action: "failed",
            status: "5.2.2",
            diagnosticCode: "smtp; 552 5.2.2 full",
          },
          {
            emailAddress: "ada@acme.test",
            action: "failed",
            status: "5.1.1",
            diagnosticCode: "smtp; 550 5.1.1 unknown",
          },
        ],
      },
      mail: { destination: ["ada@acme.test", "bob@acme.test"] },
    }),
    kind: "hard",
  },
  {
    name: "Oracle Communications Messaging Server",
    source: "sisimai/rb-sisimai, lhost-messagingserver-01.eml",
    report: status(`Reporting-MTA: dns;mx.sender.test (tcp-daemon)

Original-recipient: rfc822;ada@acme.test
Final-recipient: rfc822;ada@acme.test
Action: failed
Status: 5.1.1 (Remote SMTP server has rejected address)
Remote-MTA: dns;mx.acme.test (TCP|192.0.2.67|47323|192.0.2.225|25) (mx.acme.test ESMTP Exim 4.94.2)
Diagnostic-code: smtp;550 5.1.1 <ada@acme.test>... User Unknown`),
    kind: "hard",
  },
  {
    name: "Zoho",
    source: "sisimai/rb-sisimai, email-zoho-01.eml",
    report: `This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.

ada@acme.test Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <ada@acme.test>... User Unknown`,
    kind: "hard",
  },
  {
    name: "Barracuda, which puts a name of its own between the codes",
    source: "smtp.codes/550, Barracuda",
    report: "550 cuda_nsu 5.1.1 <ada@acme.test> Recipient address rejected: User unknown",
    kind: "hard",
  },
  {
    name: "Momentum, whose fields begin with the host",
    source: "developers.sparkpost.com/momentum, ec_rfc3464_delivery_status",
    report: status(`Arrival-Date: Fri, 20 Nov 2026 07:11:58 +0000
Reporting-MTA: dns; mx.sender.test

Remote-MTA: dns; mx.acme.test
Diagnostic-Code: smtp; 550 relay not permitted
Action: failed
Final-Recipient: rfc822; bob@acme.test
Status: 5.7.1

Remote-MTA: dns; mx.acme.test
Diagnostic-Code: smtp; 550 5.1.1 unknown
Action: failed
Final-Recipient: rfc822; ada@acme.test
Status: 5.1.1`),
    kind: "hard",
  },
  {
    name: "Domino, without any code",
    source: "sisimai/rb-sisimai, email-domino-01.eml",
    report: `Your message

  Subject: Reasons to meet

was not delivered to:

  ada@acme.test

because:

  User ada (ada@acme.test) not listed in Domino Directory`,
    kind: undefined,
  },
];

export const PROVIDER_REPORTS: readonly DeliveryReport[] = [...microsoft, ...google, ...others];
