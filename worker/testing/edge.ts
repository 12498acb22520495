// The Worker under test, asked as the outside asks it.
import { exports } from 'cloudflare:workers';

/** The generated types do not know the main module; the runtime does. */
export const edge = (exports as unknown as { default: Fetcher }).default;
