import { known, type Fact } from "../../src/model/fact.ts";
import { factsOf, lost, chain, type Snapshot } from "./derive.ts";

/** Id of a customer key, as stores name it: the vault by its address. */
export function keyId(vault: string, name: string): string {
  return `${vault.replace(/\/+$/, "")}/keys/${name}`.toLowerCase();
}

/** Whether what is kept can be read: always, unless a key of the customer is off or gone. */
export function readableWith(key: Fact<{ vault: string; name: string } | null>, snapshot: Snapshot): Fact<boolean> {
  return chain(key, (value) => {
    if (value === null) return known(true);
    const id = keyId(value.vault, value.name);
    const facts = factsOf(snapshot, id, "vault-key");
    return facts ? chain(facts.state, (state) => known(state === "enabled")) : lost(id);
  });
}
