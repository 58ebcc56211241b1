import type { BounceKind } from "#bounce/bounce-kind.ts";

/** A report as a mail server writes it, in our names and addresses. It is about ada@acme.test, where nothing else is said. */
export interface DeliveryReport {
  readonly name: string;
  /** Where the server's form is documented, programmed, or shown. */
  readonly source: string;
  readonly report: string;
  readonly email?: string;
  readonly kind: BounceKind | undefined;
}

/** The servers that carried the report back left their versions, which look like a status. */
export const HEADER = `Return-Path: <>
Received: from mx.sender.test ([192.0.2.25]) by mail.sender.test with esmtps (Exim 4.94.2)
	(envelope-from <>) id 1kXbqD-0003Qk-7T; Fri, 20 Nov 2026 07:12:00 +0000
Received: by mx.sender.test (Postfix 2.11.3) id 4CXKSw1C1M; Fri, 20 Nov 2026 07:11:59 +0000
Date: Fri, 20 Nov 2026 07:11:59 +0000
From: Mail Delivery System <MAILER-DAEMON@sender.test>
To: sales@sender.test
MIME-Version: 1.0`;

const RETURNED = `Content-Type: message/rfc822

Received: from desk.sender.test (desk.sender.test [192.0.2.9]) by mx.sender.test (Postfix 2.5.1)
From: Sales <sales@sender.test>
To: ada@acme.test
Subject: 550 5.1.1 reasons to meet
Status: 5.1.1

550 5.1.1
`;

/** A `multipart/report` (RFC 6522) of these parts, each with its own header. */
export function multipart(...parts: readonly string[]): string {
  const body = [...parts, RETURNED].map((part) => `--=_b\n${part}\n`).join("\n");
  return `${HEADER}
Content-Type: multipart/report; report-type=delivery-status;
	boundary="=_b"

This is a MIME-encapsulated message.

${body}
--=_b--
`;
}

export const words = (text: string) => `Content-Type: text/plain; charset=us-ascii\n\n${text}`;
export const status = (text: string) => `Content-Type: message/delivery-status\n\n${text}`;
