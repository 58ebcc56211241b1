/**
 * Replies that say nothing about the mailbox, though many of them contain an address, or name something that does not exist.
 * They are about the client, the sender, the message or the state of the host, in the wording of mail servers, filters and
 * lists of all kinds, as bounce parsers have collected it. None of them may be `invalid`.
 */
export const ABOUT_US: readonly string[] = `
550 access denied. ip name lookup failed
550 access from ip address 192.0.2.1 blocked
550 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1
550 cannot resolve your address
550 client host rejected: may not be mail exchanger
550 client host rejected: cannot find your hostname
530 5.7.1 client was not authenticated
550 confirm this mail server
550 domain does not exist: prober.test
550 domain prober.test mismatches client ip
550 dns lookup failure: prober.test try again later
550 Go away
550 hosts with dynamic ip are refused
550 IP 192.0.2.1 is blocked by EarthLink
550 IP/domain reputation problems
550 prober.test is not allowed to send mail from 192.0.2.1
550 mail server at 192.0.2.1 is blocked
550 no access from mail server
550 Not currently accepting mail from your ip
550 Please get a custom reverse DNS name from your ISP for your host
550 please use the smtp server of your ISP
550 Rejecting open proxy 192.0.2.1
550 sorry, your remotehost looks suspiciously like spammer
550 the email prober.test is blacklisted
550 unresolvable relay host name
550 your network is temporary blacklisted
550 your server requires confirmation
550 http://www.spamcop.net/bl.shtml?192.0.2.1
550 <> invalid sender
550 batv failed to verify
550 batv validation failure
550 backscatter protection detected an invalid or expired email address
550 bogus mail from
550 connections not accepted from servers without a valid sender domain
550 denied [bouncedeny]
550 5.7.1 delivery not authorized, message refused
550 domain of sender address bounces@prober.test does not exist
550 empty envelope senders not allowed
550 error: no third-party dsns
550 from: domain is invalid. please provide a valid from:
550 fully qualified email address required
550 invalid domain, see https://postmaster.acme.test
550 mail from not owned by user
550 message rejected: email address is not verified
550 mx records for prober.test violate section 3.3.9
550 null sender is not allowed
550 recipient not accepted. (batv: no tag)
550 returned mail not accepted here
550 rfc 1035 violation: recursive cname records for prober.test
550 sender email address rejected
550 sender is spammer
550 sender not pre-approved
550 sender rejected
550 sender domain is empty
550 sender verify failed
550 the message has been rejected by batv defense
550 unroutable sender address
550 you are sending to/from an address that has been blacklisted
550 5.7.1 <bounces@prober.test>: Sender address rejected: This account has been disabled
550 5.7.1 <bounces@prober.test>: Sender address rejected: User unknown in local recipient table
550-5.7.1 This message does not have authentication information or fails to pass authentication checks
550 5.7.26 Your message is not accepted because the sender is unauthenticated
535 Authentication Credentials Invalid
535 5.7.8 Username and Password not accepted
535 5.7.3 Authentication unsuccessful
538 Encryption required for requested authentication mechanism
550 5.6.11 Message contains bare line feeds and cannot be sent
552 5.3.4 Message size exceeds fixed limit
552 5.2.3 Message length exceeds administrative limit
550 5.4.6 Unusual sending activity detected. Please try after sometime.
553 5.3.0 flph844 DNSBL:RBL 521< 192.0.2.1 >_is_blocked. For assistance forward this to abuse_rbl@abuse-att.net
550 5.1.4 Destination mailbox address ambiguous
550 5.1.9 Message relayed to non-compliant mailer
550 Message could not be delivered
550 Unknown failure from the relay
501 bounces@prober.test Sender email is not in my domain
554 Message refused
553 AUTH FAILED - bounces@prober.test
554 Transaction failed
550 Local user only or Authentication mechanism
550 Content reject. FAAAANsG60M9BmDT.1
553 Mail data refused by AISP, rule [169648].
550 Host unknown
553 Specified domain is not allowed.
554 sender is rejected: 0,mx20,wKjR5bDrnoM2yNtEZVAkBg==.32467S2
554 Connection refused(mx). MAIL FROM [bounces@prober.test] mismatches client IP [192.0.2.1].
554 Please visit http://antispam.acme.test/denyip.php?IP=192.0.2.1 (#5.7.1)
550 Requested action not taken: mail IsCNAPF76kMDARUY.56621S2 is rejected,mx3,BM
552 sorry, the spam message is detected (#5.6.0)
552 MessageWall: MIME/REJECT: Invalid structure
553 5.7.1 <john@acme.test>... SpamTrap=reject mode, dsn=5.7.1, Message blocked by BOX Solutions
550 Verify mailfrom failed,blocked
550 Error: MAIL FROM is mismatched with message header from address!
550 sorry, it seems as a junk mail
553 5.3.5 system config error
554 (RTR:BL) http://postmaster.info.aol.com/errors/554rtrbl.html 554 Connecting IP: 192.0.2.1
553 VS10-RT Possible forgery or deactivated due to abuse (#5.1.1) 192.0.2.1
554 5.7.1 <john@acme.test>: Recipient address rejected: Policy violation
550 5.7.1 <john@acme.test>: Recipient address rejected: try again, unknown client
554 5.7.1 <john@acme.test>: Recipient address rejected: Client does not exist in DNS
550 5.7.1 <john@acme.test>: Recipient address rejected: your hostname could not be found
550 Your address bounces@prober.test does not exist
550 mailbox of the sender is unknown
550 Callback verification of sender failed: user unknown
550 Return address not found
503 5.5.1 Error: need MAIL command
500 5.5.2 Error: bad syntax
502 5.5.1 Error: command not implemented
550 Too many invalid recipients
421 4.7.0 Error: too many unknown users, user unknown
450 4.1.1 john@acme.test: user unknown
451 4.4.2 Mailbox does not exist on this node, try again later
`
  .trim()
  .split("\n");
