import { InvalidArgumentError, Option, type Command } from "commander";

/** Flags that several commands share. */

export function addReportFlags(command: Command): void {
  command
    .addOption(
      new Option(
        "-f, --format <kind[=file]>",
        "table, json or markdown; to a file with KIND=FILE (repeatable, default: table)",
      ).argParser(append),
    )
    .option(
      "--fail-on <severity>",
      "exit with 1 for failures of this severity and above: critical, high, medium, low, never (default: high)",
    )
    .option("--requirements <name>", "how long the trail has to be kept: a named set (default: pci-dss-4.0.1)");
  addPolicyFlag(command);
  addConfigFlag(command);
}

export function addPolicyFlag(command: Command): void {
  command.addOption(
    new Option(
      "--policy <cluster=file>",
      "the audit policy that a cluster has, in place of its provider's; id or name, * for any text (repeatable)",
    ).argParser(append),
  );
}

export function addConfigFlag(command: Command): void {
  command.option("--config <file>", "configuration file (default: ./trailproof.yaml if it is there)");
}

export function addSweepFlags(command: Command): void {
  command
    .option("--deadline <seconds>", "how long one location may take before its rest is left unknown", positive, 300)
    .option("--concurrency <n>", "locations read at once", positive, 64)
    .option("-q, --quiet", "no progress and no remarks on standard error");
}

export function append(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function positive(value: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("It takes a whole number above zero, such as 60.");
}
