// Waits for work no longer than that. What takes longer goes on, and its end is seen by whoever asks next: null.

export async function within<Made>(
  ctx: DurableObjectState,
  durationMs: number,
  work: Promise<Made>,
): Promise<Made | null> {
  ctx.waitUntil(work);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), durationMs);
  });
  return Promise.race([work, waited]).finally(() => clearTimeout(timer));
}
