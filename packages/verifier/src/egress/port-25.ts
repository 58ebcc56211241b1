import { isIP } from "node:net";
import type { AddressPolicy } from "#dns/address-policy.ts";
import type { EgressCheck } from "#egress/check.ts";
import type { Names } from "#dns/names.ts";
import type { Settings } from "#engine/config.ts";
import { SmtpConnection } from "#smtp/connection.ts";

/** The outcome for one host. */
interface Meeting {
  readonly met: "greeted" | "refused" | "unreached" | "unresolved";
  readonly words: string;
}

interface SelfTestTools {
  readonly names: Names;
  readonly settings: Settings;
  readonly isAllowed: AddressPolicy;
  /** Aborts the connection. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Whether mail hosts can be reached: connects to each, waits for its greeting and sends QUIT. No mail is sent. One greeting
 * proves that the port is open; the check is broken when all of them are out of reach.
 */
export async function checkPort25(hosts: readonly string[], tools: SelfTestTools): Promise<EgressCheck> {
  const name = "port_25";
  if (hosts.length === 0) {
    const evidence = ["No mail host is named for the self-test."];
    return {
      name,
      state: "not_measured",
      evidence,
      fix: "Name two or three mail hosts that greet unknown clients.",
    };
  }
  const meetings = await Promise.all(hosts.map((host) => meet(host, tools)));
  const evidence = meetings.map(({ words }) => words);
  const count = (met: Meeting["met"]): number => meetings.filter((meeting) => meeting.met === met).length;
  if (count("greeted") > 0) return { name, state: "ok", evidence };
  if (count("refused") > 0) {
    const fix = "Contact the operators of these hosts about the refusal, or name other hosts.";
    return { name, state: "warning", evidence, fix };
  }
  if (count("unreached") > 0) {
    const fix =
      "Have the provider of this network open outgoing port 25, or verify through a proxy where it is open.";
    return { name, state: "broken", evidence, fix };
  }
  return {
    name,
    state: "not_measured",
    evidence,
    fix: "Name mail hosts that exist, or repair the resolver.",
  };
}

async function meet(host: string, tools: SelfTestTools): Promise<Meeting> {
  const { names, settings, isAllowed, signal } = tools;
  const answer =
    isIP(host) === 0 ? await names.addresses(host) : { outcome: "found" as const, values: [host] };
  if (answer.outcome !== "found") {
    const why = answer.outcome === "failure" ? answer.code : answer.outcome;
    return { met: "unresolved", words: `${host} has no address: ${why}.` };
  }
  const address = answer.values.find(isAllowed);
  if (address === undefined) return { met: "unresolved", words: `${host} has no public address.` };
  const place = `${host} (${address})`;
  const egress = settings.egresses.find(({ reaches }) => reaches(address));
  if (egress === undefined) return { met: "unresolved", words: `${place} cannot be reached from here.` };
  const { smtpPort } = settings;
  const socket = egress.dial(address, smtpPort);
  const { tunnel } = egress;
  const connection = new SmtpConnection(
    socket,
    tunnel && ((deadlineAt) => tunnel(socket, address, smtpPort, deadlineAt)),
  );
  const leave = (): void => connection.destroy();
  signal?.addEventListener("abort", leave, { once: true });
  connection.onceClosed(() => signal?.removeEventListener("abort", leave));
  const unconnected = await connection.connected(performance.now() + settings.connectTimeoutMs);
  if (unconnected !== undefined) {
    const { failure, detail } = unconnected;
    return { met: "unreached", words: `${place} was not reached: ${detail ?? failure}.` };
  }
  const received = await connection.receive(performance.now() + settings.commandTimeoutMs);
  if (!received.ok) {
    return { met: "unreached", words: `${place} said nothing: ${received.breakage.failure}.` };
  }
  const { code, text } = received.reply;
  connection.quit();
  return { met: code < 400 ? "greeted" : "refused", words: `${place} greeted: ${code} ${text}` };
}
