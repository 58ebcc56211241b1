import { defineTranscript } from "#transcript/transcript.ts";

/** Source: postmaster.orange.fr “codes d'erreur”: OFR and a number. */
export const orange = defineTranscript(
  { id: "orange", speaker: "Orange and Wanadoo", host: "smtp-in.orange.fr" },
  `
rcpt accepted
250 2.1.5 {recipient} Adresse valide

rcpt mailbox_not_found
550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]

rcpt mailbox_not_found
550 mwinf5c22 ME Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]

rcpt mailbox_full
552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]

rcpt mailbox_disabled
550 5.5.0 Boite du destinataire archivee. Archived recipient. OFR_420 [420]

rcpt mailbox_disabled
550 5.5.0 Le compte du destinataire est bloque. The recipient account isblocked. OFR007_426

rcpt rate_limited
421 mwinf5c79 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR005_104 [104]

rcpt rate_limited
421 4.2.0 Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR005_505 [505]

rcpt blocked
550 mwinf5c04 ME Adresse IP source bloquee pour incident de spam. Client host blocked for spamming issues. OFR006_102 Ref http://csi.cloudmark.com [102]

rcpt blocked
550 mwinf5c10 ME Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR006_103 192.0.2.1 [103]

rcpt our_configuration
550 5.5.0 SPF: prober.test is not allowed to send mail. OFR004_401

rcpt our_configuration
501 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405 [405]

rcpt cannot_verify
550 5.5.0 Authentification requise. Authentication Required. OFR105_402

mail_from our_configuration
501 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405 [405]

greeting rate_limited
421 mwinf5c79 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR005_104 [104]
`,
);
