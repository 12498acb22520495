// Reads Vipps MobilePay's published OpenAPI of ePayment where it lies beside the checkout, and checks bodies
// against its schemas. Only the keywords that it uses. A property that it does not name is an error in what we
// send. Its `oneOf` of optional fields fits several at once, so one that fits is enough.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const HOUSE = fileURLToPath(new URL('../../..', import.meta.url));
export const DOCUMENT_PATH = join(
  process.env.KLUBKORT_SHARED ?? join(HOUSE, '..', 'shared'),
  ...['data', 'vipps', 'epayment.v1.yml'],
);

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type Referable<Thing> = Thing & { readonly $ref?: string };

interface Operation {
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Referable<{ readonly content?: Content }>>>;
}

interface PathItem {
  readonly parameters?: readonly Referable<Parameter>[];
  readonly get?: Operation;
  readonly post?: Operation;
}

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

export class VendorDocument {
  readonly #root: { readonly paths: Readonly<Record<string, PathItem>> };

  private constructor(root: unknown) {
    this.#root = z.custom<{ paths: Record<string, PathItem> }>().parse(root);
  }

  /** Null where the document is not there. */
  static read(): VendorDocument | null {
    if (!existsSync(DOCUMENT_PATH)) return null;
    return new VendorDocument(parse(readFileSync(DOCUMENT_PATH, 'utf8')));
  }

  /** What in a request of ours, and in the answer to it, the document does not allow. */
  faults({ method, path, headers, body, status, answer }: Exchange): string[] {
    const found = this.#find(method, path);
    if (found === null) return [`${method} ${path} is not in the document`];
    const { item, operation, reference } = found;
    const faults = (item.parameters ?? []).flatMap((one) =>
      this.#parameterFaults(this.#resolve(one), headers, reference),
    );
    const wanted = operation.requestBody?.content['application/json']?.schema;
    if (wanted === undefined && body !== undefined) faults.push('a body where none is documented');
    if (wanted !== undefined && body !== undefined) {
      faults.push(...this.check(wanted, body, 'request', true));
    }
    return [...faults, ...this.#answerFaults(operation, status, answer)];
  }

  check(schemaOrReference: Schema, value: unknown, place: string, isOurs: boolean): string[] {
    const schema = this.#resolve(schemaOrReference);
    if (value === null) return schema.nullable === true ? [] : [`${place} is null`];
    if (schema.oneOf !== undefined) {
      const each = schema.oneOf.map((one) => this.check(one, value, place, isOurs));
      return each.some((faults) => faults.length === 0) ? [] : each.flat();
    }
    if (schema.enum !== undefined && !schema.enum.includes(value)) {
      return [`${place} is ${JSON.stringify(value)}, none of ${schema.enum.join(', ')}`];
    }
    if (schema.type === 'array') return this.#arrayFaults(schema, value, place, isOurs);
    if (schema.type === 'object') return this.#objectFaults(schema, value, place, isOurs);
    return scalarFaults(schema, value, place);
  }

  named(name: string): Schema {
    return { $ref: `#/components/schemas/${name}` };
  }

  #find(method: string, path: string) {
    for (const [template, item] of Object.entries(this.#root.paths)) {
      const pattern = new RegExp(`^${template.replace('{reference}', '([^/]+)')}$`);
      const match = pattern.exec(path);
      const operation = method === 'GET' ? item.get : method === 'POST' ? item.post : undefined;
      if (match !== null && operation !== undefined) {
        return { item, operation, reference: match[1] ?? null };
      }
    }
    return null;
  }

  #parameterFaults(
    { name, in: where, required, schema }: Parameter,
    headers: Exchange['headers'],
    reference: string | null,
  ): string[] {
    const value = where === 'path' ? reference : (headers[name.toLowerCase()] ?? null);
    if (value === null) return required === true ? [`${where} ${name} is missing`] : [];
    return this.check(schema, value, `${where} ${name}`, true);
  }

  /** Every answer in the 400s may be the problem that most operations document. */
  #answerFaults({ responses }: Operation, status: number, answer: unknown): string[] {
    const documented = responses[String(status)];
    if (documented === undefined && status < 400) return [`status ${status} is not documented`];
    const { content } =
      documented === undefined
        ? this.#resolve<{ content?: Content; $ref?: string }>({
            $ref: '#/components/responses/ProblemResponse',
          })
        : this.#resolve(documented);
    const [schema] = Object.values(content ?? {});
    return schema === undefined ? [] : this.check(schema.schema, answer, 'answer', false);
  }

  #arrayFaults(schema: Schema, value: unknown, place: string, isOurs: boolean): string[] {
    if (!Array.isArray(value)) return [`${place} is no list`];
    return value.flatMap((one, index) =>
      this.check(schema.items ?? {}, one, `${place}[${index}]`, isOurs),
    );
  }

  #objectFaults(schema: Schema, value: unknown, place: string, isOurs: boolean): string[] {
    const parsed = z.record(z.string(), z.unknown()).safeParse(value);
    if (!parsed.success) return [`${place} is no object`];
    const missing = (schema.required ?? []).filter((name) => parsed.data[name] === undefined);
    const faults = missing.map((name) => `${place}.${name} is missing`);
    for (const [name, one] of Object.entries(parsed.data)) {
      const property = schema.properties?.[name];
      if (property !== undefined) {
        faults.push(...this.check(property, one, `${place}.${name}`, isOurs));
      } else if (isOurs && schema.additionalProperties === undefined) {
        faults.push(`${place}.${name} is not in the document`);
      }
    }
    return faults;
  }

  #resolve<Thing extends { readonly $ref?: string }>(thing: Thing): Thing {
    if (thing.$ref === undefined) return thing;
    if (!thing.$ref.startsWith('#/')) throw new Error(`${thing.$ref} lies outside the document`);
    let found: unknown = this.#root;
    for (const step of thing.$ref.slice(2).split('/')) {
      found = z.record(z.string(), z.unknown()).parse(found)[step];
    }
    return this.#resolve(z.custom<Thing>((value) => value !== undefined).parse(found));
  }
}

function scalarFaults(schema: Schema, value: unknown, place: string): string[] {
  const { type, pattern, format, minLength, maxLength, minimum, maximum } = schema;
  const faults: string[] = [];
  const expect = (holds: boolean, words: string) => {
    if (!holds) faults.push(`${place} ${words}`);
  };
  if (type === 'integer') expect(Number.isInteger(value), 'is no whole number');
  if (type === 'number') expect(typeof value === 'number', 'is no number');
  if (type === 'boolean') expect(typeof value === 'boolean', 'is neither true nor false');
  if (type === 'string') expect(typeof value === 'string', 'is no text');
  if (typeof value === 'number') {
    expect(minimum === undefined || value >= minimum, `is below ${minimum}`);
    expect(maximum === undefined || value <= maximum, `is above ${maximum}`);
  }
  if (typeof value === 'string') {
    expect(minLength === undefined || value.length >= minLength, `is shorter than ${minLength}`);
    expect(maxLength === undefined || value.length <= maxLength, `is longer than ${maxLength}`);
    expect(pattern === undefined || new RegExp(pattern).test(value), `does not fit ${pattern}`);
    expect(format !== 'uri' || URL.canParse(value), 'is no address');
    expect(format !== 'date-time' || !Number.isNaN(Date.parse(value)), 'is no time');
  }
  return faults;
}
