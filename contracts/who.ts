// Who did something with a child's card, or whose link it is, as the portal shows it to another guardian.
// Absent: ids of people; what is stored holds an id, and the name is put in when it is read.
import { z } from 'zod';

export const Who = z.strictObject({
  role: z.enum(['me', 'guardian', 'child', 'club']),
  /** Of another guardian; null where it is protected, or cannot be told just now. */
  name: z.string().nullable(),
});
export type Who = z.infer<typeof Who>;
