/** Ctrl-C: the first ends the reading and still writes what was read, the second ends the process. */
export interface Interrupt {
  readonly signal: AbortSignal;
  release(): void;
}

export function catchInterrupt(say: (text: string) => void): Interrupt {
  const controller = new AbortController();
  function onSignal(): void {
    if (controller.signal.aborted) process.exit(130);
    say("Interrupted: writing the report of what was read. Press Ctrl-C again to stop at once.");
    controller.abort(new Error("interrupted"));
  }
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    release() {
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}
