/** The sessions that AssumeRole began in one cloud, and how much they have been used. */
export interface Sessions {
  /** A token that no other session has. */
  begin(account: string, role: string): string;
  /** Counts one use. @returns whether the session had ended before */
  isOver(token: string): boolean;
}

/** @param most how many calls a session lasts for; without end when absent */
export function newSessions(most = Infinity): Sessions {
  const uses = new Map<string, number>();
  let begun = 0;
  return {
    begin(account, role) {
      begun += 1;
      return `simulated-session/${account}/${role}/${begun}`;
    },
    isOver(token) {
      const used = uses.get(token) ?? 0;
      uses.set(token, used + 1);
      return used >= most;
    },
  };
}
