/** Exit codes: 0 nothing worse than allowed, 1 findings, 2 wrong usage or a fault of ours. */
export const EXIT = { clean: 0, findings: 1, fault: 2 } as const;
