// A photo as it travels to a till: bytes in base64 with their kind. Never an address that could be
// looked up again later.
import { z } from 'zod';

export const Photo = z.strictObject({
  mediaType: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  base64: z.base64().max(400_000),
});
export type Photo = z.infer<typeof Photo>;
