import type { MailProvider } from "#provider/provider.ts";

/**
 * Gateways that filter for mailboxes on other servers. Most know which mailboxes exist; some accept every address. The comment
 * of a row has the source of its host names.
 */
export const GATEWAY_PROVIDERS: readonly MailProvider[] = [
  {
    // Customers' hosts: `mx1-us1.ppe-hosted.com` (Essentials), `mxa-00123456.gslb.pphosted.com` (Enterprise). Essentials
    // documents 500 messages a minute for a domain's unknown addresses; an address it does not like gets 4xx.
    id: "proofpoint",
    name: "Proofpoint",
    mx: ["pphosted.com", "ppe-hosted.com"],
    limits: { recipientsPerSession: 10, sessions: 4 },
  },
  {
    // community.mimecast.com “SMTP error codes”: 100 recipients per message, 20 connections per account.
    id: "mimecast",
    name: "Mimecast",
    mx: ["mimecast.com", "mimecast.co.za", "mimecast-offshore.com"],
    limits: { recipientsPerSession: 10, sessions: 4 },
  },
  {
    // campus.barracuda.com “Email Gateway Defense: MX records”; rates are controlled per address, for half an hour.
    id: "barracuda",
    name: "Barracuda",
    mx: ["barracudanetworks.com", "cudamail.com"],
    limits: { recipientsPerSession: 10, sessions: 4 },
  },
  {
    // Customers' hosts: `mx1.acme.iphmx.com`. Its directory harvest prevention counts unknown recipients by address and
    // hour. Appliances on a customer's own premises have the customer's host names, and are recognized by their texts.
    id: "cisco",
    name: "Cisco Secure Email",
    mx: ["iphmx.com"],
    limits: { recipientsPerSession: 10, sessions: 2, recipientsPerMinute: 60 },
  },
  // knowledge.broadcom.com/external/article/165163 and related articles.
  { id: "messagelabs", name: "Symantec Email Security.cloud", mx: ["messagelabs.com"] },
  // success.trendmicro.com “Hosted Email Security” and “Email Security”: MX per region.
  {
    id: "trend_micro",
    name: "Trend Micro Email Security",
    mx: ["tmes.trendmicro.com", "tmes.trendmicro.eu", "hes.trendmicro.com", "hes.trendmicro.eu"],
  },
  // docs.sophos.com “Sophos Gateway: MX records”.
  { id: "sophos", name: "Sophos Email", mx: ["hydra.sophos.com"] },
  // www.websense.com and support.forcepoint.com “Email Security Cloud”.
  { id: "forcepoint", name: "Forcepoint Email Security", mx: ["mailcontrol.com"] },
  // support.hornetsecurity.com “MX records”.
  {
    id: "hornetsecurity",
    name: "Hornetsecurity",
    mx: ["hornetsecurity.com", "antispameurope.com"],
  },
  // documentation.n-able.com “Mail Assure: MX records”.
  {
    id: "spamexperts",
    name: "N-able Mail Assure (SpamExperts)",
    mx: ["antispamcloud.com", "spamexperts.com"],
  },
  // developers.cloudflare.com/email-routing/postmaster.
  { id: "cloudflare", name: "Cloudflare Email Routing", mx: ["mx.cloudflare.net"] },
  // improvmx.com/guides.
  { id: "improvmx", name: "ImprovMX", mx: ["improvmx.com"] },
  // forwardemail.net/faq.
  { id: "forward_email", name: "Forward Email", mx: ["forwardemail.net"] },
  // docs.aws.amazon.com/ses/latest/dg/receiving-email-mx-record.html: `inbound-smtp.` and a region.
  {
    id: "amazon",
    name: "Amazon (SES, WorkMail)",
    mx: [
      "us-east-1",
      "us-east-2",
      "us-west-2",
      "ca-central-1",
      "eu-west-1",
      "eu-west-2",
      "eu-central-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "ap-northeast-1",
    ].map((region) => `inbound-smtp.${region}.amazonaws.com`),
  },
];
