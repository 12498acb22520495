// The own name, which the municipality keeps: a page of own details neither waits long for it nor fails by it.
// Absent: who asks, and what a name that is missing is called.

/** A page that is slower than this looks broken. */
const PATIENCE_MS = 1_000;

/** Null when it is protected, and when nobody can tell just now. */
export async function nameInTime(
  ask: () => Promise<{ readonly name: string | null } | null>,
): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    const details = await Promise.race([ask(), tooLate]);
    return details?.name ?? null;
  } catch (error) {
    console.error(`own details are shown without a name: ${error}`);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
