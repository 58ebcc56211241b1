import { createLogger, loadConfiguration, runMain, runUntilSignal } from "@winnow/runtime";
import { describeOperatorToken } from "#operator-token.ts";
import { startStandalone } from "#standalone.ts";

await runMain(async () => {
  const configuration = loadConfiguration(process.env);
  const logger = createLogger({
    name: "winnow",
    level: configuration.logLevel,
    pretty: process.stderr.isTTY,
  });
  const deadlineMs = configuration.shutdownDeadlineMs;
  await runUntilSignal({ logger, deadlineMs }, async (shutdown) => {
    const standalone = shutdown.add("standalone", await startStandalone(configuration, logger));
    process.stdout.write(describeOperatorToken(standalone.secrets, configuration.dataDirectory));
    process.stdout.write(`winnow ready ${standalone.url}\n`);
  });
});
