/** Vitest starts on older Node releases and then hides failures behind its own crash; refuse early instead. */
export default function requireNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  throw new Error(`The tests need Node 22.18 or later, this is ${process.versions.node}. Start them with "npm test".`);
}
