import { apple } from "#transcript/apple.ts";
import { barracuda } from "#transcript/barracuda.ts";
import { cisco } from "#transcript/cisco.ts";
import { cloudflare } from "#transcript/cloudflare.ts";
import { exim } from "#transcript/exim.ts";
import { google } from "#transcript/google.ts";
import { laposte } from "#transcript/laposte.ts";
import { mailRu } from "#transcript/mail-ru.ts";
import { messagelabs } from "#transcript/messagelabs.ts";
import { microsoft365 } from "#transcript/microsoft-365.ts";
import { microsoftConsumer } from "#transcript/microsoft-consumer.ts";
import { mimecast } from "#transcript/mimecast.ts";
import { netease } from "#transcript/netease.ts";
import { opensmtpd } from "#transcript/opensmtpd.ts";
import { orange } from "#transcript/orange.ts";
import { ovh } from "#transcript/ovh.ts";
import { postfix } from "#transcript/postfix.ts";
import { proofpoint } from "#transcript/proofpoint.ts";
import { qmail } from "#transcript/qmail.ts";
import { rackspace } from "#transcript/rackspace.ts";
import { sendmail } from "#transcript/sendmail.ts";
import { tOnline } from "#transcript/t-online.ts";
import { tencent } from "#transcript/tencent.ts";
import type { Transcript } from "#transcript/transcript.ts";
import { trendMicro } from "#transcript/trend-micro.ts";
import { unitedInternet } from "#transcript/united-internet.ts";
import { yahoo } from "#transcript/yahoo.ts";
import { yandex } from "#transcript/yandex.ts";
import { zoho } from "#transcript/zoho.ts";

/** Every transcript: providers of mailboxes, gateways, mail servers. Adding one is a file and a line here. */
export const transcripts: readonly Transcript[] = [
  google,
  microsoftConsumer,
  microsoft365,
  yahoo,
  apple,
  unitedInternet,
  mailRu,
  yandex,
  zoho,
  ovh,
  orange,
  laposte,
  tencent,
  netease,
  tOnline,
  rackspace,
  proofpoint,
  mimecast,
  barracuda,
  cisco,
  messagelabs,
  trendMicro,
  cloudflare,
  postfix,
  exim,
  sendmail,
  qmail,
  opensmtpd,
];
