const UNITS: ReadonlyMap<string, number> = new Map([
  ["ns", 1],
  ["us", 1e3],
  ["µs", 1e3],
  ["μs", 1e3],
  ["ms", 1e6],
  ["s", 1e9],
  ["m", 6e10],
  ["h", 3.6e12],
]);

const TERM = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
const MAX_NANOSECONDS = 2 ** 63;

/** Whether Go's time.ParseDuration accepts a text, such as `30s` or `1h15m`. */
export function isDuration(text: string): boolean {
  const unsigned = text.replace(/^[-+]/, "");
  if (unsigned === "0") return true;
  let nanoseconds = 0;
  TERM.lastIndex = 0;
  while (TERM.lastIndex < unsigned.length) {
    const match = TERM.exec(unsigned);
    if (match === null) return false;
    nanoseconds += Number(match[1]) * (UNITS.get(match[2] ?? "") ?? 0);
  }
  return unsigned !== "" && nanoseconds < MAX_NANOSECONDS;
}
