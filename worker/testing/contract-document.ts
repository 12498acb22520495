// The contract at /api/openapi.json as the tests read it.
import { edge } from './edge.ts';
import { ORIGIN } from './test-device.ts';

export interface Operation {
  readonly summary?: string;
  readonly security?: readonly Record<string, unknown>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Record<string, { readonly schema: unknown }>;
  };
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Record<string, unknown> }
  >;
}

export interface ContractDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, unknown>>;
}

export async function contractDocument(): Promise<ContractDocument> {
  return (await edge.fetch(`${ORIGIN}/api/openapi.json`)).json();
}

/** The codes of an operation's refusals, in the documented order of precedence. */
export function documentedCodes(operation: Operation | undefined): string[] {
  const [, list] = operation?.responses.default?.description.match(/precedence: (.*)\.$/) ?? [];
  return list?.split(', ') ?? [];
}
