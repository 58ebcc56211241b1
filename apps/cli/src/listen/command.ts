import { createWebhookSecret, signWebhook } from "@winnow/client";
import { WebhookEventType } from "@winnow/contracts";
import { Command, InvalidArgumentError, Option } from "commander";
import { apiKeyOption } from "#key-option.ts";
import { listenForEvents } from "#listen/listen.ts";
import { clientOf } from "#server.ts";
import { writeTo, type Terminal } from "#terminal.ts";

interface Options {
  readonly forwardTo?: URL;
  readonly events?: readonly WebhookEventType[];
  readonly replayFrom?: string;
  readonly secret?: string;
  readonly json?: boolean;
}

/** `winnow listen`: forwards an organization's events to a receiver on a developer's machine. Ctrl-C ends it with 0. */
export function listenCommand(terminal: Terminal): Command {
  return new Command("listen")
    .description("forward the organization's events, signed, to a receiver on this machine")
    .option(
      "--forward-to <url>",
      "URL to which events are posted; they are only printed when left out",
      addressOf,
    )
    .addOption(
      new Option("--events <types...>", "only these types; all of them when left out").choices(
        WebhookEventType.options,
      ),
    )
    .option("--replay-from <event>", "begin with this past event, evt_…, instead of now")
    .option("--secret <secret>", "sign with this whsec_… instead of a generated one", secretOf)
    .addOption(apiKeyOption())
    .option("--json", "print JSON for scripts: a line for each attempt")
    .action(async (options: Options, command: Command) => {
      const { forwardTo: url, events, replayFrom } = options;
      const winnow = await clientOf(command, terminal);
      const secret = options.secret ?? createWebhookSecret();
      if (url !== undefined && options.secret === undefined) {
        await writeTo(terminal.stderr, `Signed with ${secret}\n`);
      }
      const listening = {
        types: events && new Set(events),
        json: options.json === true,
        ...(url !== undefined && { receiver: { url, secret } }),
        ...(replayFrom !== undefined && { replayFrom }),
      };
      await listenForEvents(winnow, listening, terminal);
    });
}

/** `4000` and `localhost:4000/hook` are accepted as well. */
function addressOf(text: string): URL {
  const local = /^\d+(?:\/|$)/.test(text) ? `http://127.0.0.1:${text}` : text;
  const full = /^[a-z]+:\/\//i.test(local) ? local : `http://${local}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new InvalidArgumentError("It must be a URL, such as http://127.0.0.1:4000/hook.");
}

function secretOf(text: string): string {
  try {
    if (!text.startsWith("whsec_")) throw new Error("the prefix is missing");
    signWebhook(text, { id: "evt_1", body: "" });
    return text;
  } catch {
    throw new InvalidArgumentError(
      "It must be whsec_ followed by base64: echo whsec_$(openssl rand -base64 32)",
    );
  }
}
