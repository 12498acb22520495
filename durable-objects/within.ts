// Waits for work no longer than that. What takes longer goes on, and its end is seen by whoever asks next.

export async function within(
  ctx: DurableObjectState,
  durationMs: number,
  work: Promise<void>,
): Promise<void> {
  ctx.waitUntil(work);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, durationMs);
  });
  await Promise.race([work, waited]).finally(() => clearTimeout(timer));
}
