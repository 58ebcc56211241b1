import { defineTranscript } from "#transcript/transcript.ts";

/** Source: developers.cloudflare.com/email-routing/postmaster. */
export const cloudflare = defineTranscript(
  { id: "cloudflare", speaker: "Cloudflare Email Routing", host: "route1.mx.cloudflare.net" },
  `
rcpt accepted
250 2.1.5 Ok

rcpt mailbox_not_found
550 5.1.1 Address does not exist

rcpt cannot_verify
521 5.3.0 Upstream error, please check https://developers.cloudflare.com/email-routing/postmaster for possible reasons why

rcpt rate_limited
421 4.7.0 Too many emails from 192.0.2.1, slow down

rcpt blocked
554 5.7.1 192.0.2.1 found on one or more RBLs (abusixip). Refer to https://developers.cloudflare.com/email-routing/postmaster/#spam-and-abusive-traffic/

rcpt domain_not_served
550 5.1.2 Domain does not exist

greeting blocked
554 192.0.2.1 found on one or more DNSBLs (abusixip). Refer to https://developers.cloudflare.com/email-routing/postmaster/
`,
);
