import { isIP } from "node:net";
import { setting } from "#environment.ts";
import { flag, isAddressAndPort, isHostName, listOf } from "#setting-schema.ts";

/** Settings of callbacks. */
export const webhookSettings = {
  WEBHOOK_ALLOWED_HOSTS: setting({
    schema: listOf(
      (text) => isHostName(text) || isIP(text) !== 0 || isAddressAndPort(text) || isHostAndPort(text),
      "must list host names or addresses, each with an optional port",
    ),
    default: [],
    unit: "list of hosts",
    help: "Hosts inside your network to which callbacks may go although their addresses are private.",
    fix: "Set it to hosts separated by commas: crm.internal,10.0.0.7:8080",
  }),
  WEBHOOK_ALLOW_HTTP: setting({
    schema: flag,
    default: false,
    unit: "true or false",
    help: "Whether live callbacks may go to http:// addresses.",
    fix: "Set it to true or false.",
  }),
};

function isHostAndPort(text: string): boolean {
  const match = /^(?<host>[^:]+):(?<port>\d{1,5})$/.exec(text)?.groups;
  return match !== undefined && isHostName(match["host"] ?? "") && Number(match["port"]) <= 65_535;
}
