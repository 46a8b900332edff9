import { writeSync } from "node:fs";

const FLUSH_CHARACTERS = 1 << 16;

export interface Sink {
  write(text: string): void;
  flush(): void;
}

/** Synchronous, so that nothing is lost when the process ends, and bounded, so that memory stays flat. */
export function bufferedSink(target: number): Sink {
  let pending: string[] = [];
  let length = 0;
  let closed = false;
  function flush(): void {
    const bytes = Buffer.from(pending.join(""), "utf8");
    pending = [];
    length = 0;
    let done = 0;
    while (done < bytes.length && !closed) {
      try {
        done += writeSync(target, bytes, done);
      } catch (error) {
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        // The reader of a pipe has gone away (`| head`): what is left is not wanted.
        if (code === "EPIPE") closed = true;
        else if (code !== "EAGAIN") throw error;
      }
    }
  }
  return {
    write(text) {
      pending.push(text);
      length += text.length;
      if (length >= FLUSH_CHARACTERS) flush();
    },
    flush,
  };
}

/** Writes what is short to standard output. */
export function writeText(text: string): void {
  const sink = bufferedSink(1);
  sink.write(text);
  sink.flush();
}

/** Messages that nobody reads any more are no failure either. */
export function allowClosedMessages(): void {
  process.stderr.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
