import 'server-only';

/** What the sandbox is paid for, under the names of its ledger and its queue of faults, whichever dialect asks. */
export const paidOperations = [
  'generate', 'remix', 'reframe', 'replace-background', 'remove-background', 'upscale', 'describe', 'magic-prompt',
] as const;
export type PaidOperation = (typeof paidOperations)[number];
