import type { Progress } from "../sweep/progress.ts";

/** Shows how far a sweep is. Drawn only on a terminal, on standard error, once the work takes longer than a moment. */
export interface ProgressLine {
  stop(): void;
}

function nothing(): void {
  // There is nothing on the screen yet.
}

const FIRST_AFTER_MS = 500;
const EVERY_MS = 120;

export function startProgressLine(progress: Progress, stream: NodeJS.WriteStream, quiet: boolean): ProgressLine {
  if (quiet || !stream.isTTY || process.env["CI"]) return { stop: nothing };
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let clear = nothing;
  const first = setTimeout(() => {
    void draw();
  }, FIRST_AFTER_MS);

  async function draw(): Promise<void> {
    const { createLogUpdate } = await import("log-update");
    if (stopped) return;
    const update = createLogUpdate(stream, { showCursor: true });
    clear = () => update.clear();
    timer = setInterval(() => update(progressText(progress)), EVERY_MS);
  }

  return {
    stop() {
      stopped = true;
      clearTimeout(first);
      clearInterval(timer);
      clear();
    },
  };
}

export function progressText(progress: Progress): string {
  const { placesRead, placesFound, clusters, calls, failures, throttled } = progress;
  const parts = [`${placesRead}/${placesFound} places read`, `${clusters} clusters`, `${calls} calls`];
  if (failures > 0) parts.push(`${failures} refused or failed`);
  if (throttled > 0) parts.push(`slowed down ${throttled} times`);
  return parts.join(" · ");
}
