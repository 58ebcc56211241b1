import { defineTranscript } from "#transcript/transcript.ts";

/** Source: postmaster.laposte.net “codes d'erreur”: LPN and a number. */
export const laposte = defineTranscript(
  { id: "laposte", speaker: "La Poste", host: "smtpz4.laposte.net" },
  `
rcpt accepted
250 2.1.5 Ok

rcpt mailbox_not_found
550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. LPN416

rcpt mailbox_disabled
550 5.5.0 Boite du destinataire archivee. Archived recipient. LPN007_420

rcpt mailbox_disabled
550 5.5.0 Le compte du destinataire est bloque. The recipient account isblocked. LPN007_426

rcpt rate_limited
421 4.2.1 Service refuse. Veuillez essayer plus tard. Service refused, please try later. LPN007_505

rcpt rate_limited
421 Too many connections, slow down. LPN105_104

rcpt blocked
550 5.7.1 Service unavailable; client [192.0.2.1] blocked using Spamhaus. Les emails envoyes vers la messagerie Laposte.net ont ete bloques par nos services. https://www.spamhaus.org/lookup/ LPNAAA_101

rcpt blocked
550 5.5.0 Les emails envoyes vers la messagerie Laposte.net ont ete bloques par nos services. https://senderscore.org/blacklistlookup/ LPN007_102

rcpt blocked
550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN005_510

rcpt blocked
554 5.7.1 Client host rejected LPN000_630

rcpt our_configuration
550 5.5.0 SPF: prober.test is not allowed to send mail. LPN004_401

rcpt our_configuration
571 5.7.1 Message refused, DMARC verification Failed. LPN007_517

rcpt cannot_verify
550 5.5.0 Authentification requise. Authentication Required. LPN105_402

mail_from our_configuration
501 5.0.1 Emetteur invalide. Invalid Sender. LPN105_405

greeting rate_limited
421 Too many connections, slow down. LPN105_104
`,
);
