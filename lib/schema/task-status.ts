/** design/http-api.md, "A task": the first four are open, the rest are ends. */
export const openStatuses = ['queued', 'sending', 'running', 'saving'] as const;
export const endStatuses = ['succeeded', 'partial', 'failed', 'canceled', 'unknown'] as const;

export type TaskStatus = (typeof openStatuses | typeof endStatuses)[number];

/** Whether a task has not ended. */
export const isOpen = (status: TaskStatus): boolean => (openStatuses as readonly string[]).includes(status);
