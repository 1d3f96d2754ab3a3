/** Runs once when the server starts, before the first request: a wrong environment stops the start with one sentence. */
export async function register(): Promise<void> {
  // In this form, not with an early return: the bundler for other runtimes leaves the import out.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { begin } = await import('@/lib/server/tasks/begin');
    await begin();
  }
}
