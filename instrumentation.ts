/** Runs once when the server starts, before the first request: a wrong environment stops the start with one sentence. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { begin } = await import('@/lib/server/tasks/begin');
  await begin();
}
