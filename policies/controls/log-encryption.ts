import type { Control } from "../../src/trail/control.ts";
import { judgeEncryption } from "../../src/trail/encryption.ts";

export const control: Control = {
  id: "LOG-ENCRYPTION",
  title: "The trail is encrypted under a key that the customer controls",
  question: "Can access to the stored records be ended by taking away a key?",
  severity: "low",
  needs: "key",
  decide: judgeEncryption,
};
