import { registerHooks } from "node:module";

/** Preloaded into a process: writes every module that was loaded to standard error when the process ends. */
const loaded = new Set<string>();

registerHooks({
  load(url, context, next) {
    loaded.add(url);
    return next(url, context);
  },
});

process.on("exit", () => {
  process.stderr.write([...loaded].map((url) => `loaded ${url}\n`).join(""));
});
