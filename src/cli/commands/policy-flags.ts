import { Option } from "commander";

export function formatOption(): Option {
  return new Option("-f, --format <kind>", "text or json").choices(["text", "json"]).default("text");
}

export function kubernetesOption(): Option {
  return new Option(
    "--kubernetes <version>",
    "the Kubernetes version whose matching rules apply, such as 1.34 (default: the newest)",
  );
}
