// Health, and the contract as a page that people can read. The contract itself is /api/openapi.json.

import { Hono } from 'hono';
import { html } from 'hono/html';
import type { EdgeEnvironment } from '../environment.ts';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly responses?: Record<string, { readonly description?: string }>;
}

export interface ContractDocument {
  readonly paths?: Record<string, Record<string, Operation>>;
}

export function documentation(contract: () => ContractDocument): Hono<EdgeEnvironment> {
  return new Hono<EdgeEnvironment>()
    .get('/health', (context) => context.json({ status: 'ok' }))
    .get('/docs', (context) => {
      const operations = Object.entries(contract().paths ?? {}).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
      );
      return context.html(html`<!doctype html>
        <html lang="en">
          <head><meta charset="utf-8" /><title>Klubkort API</title></head>
          <body>
            <h1>Klubkort API</h1>
            <p>The contract in full, with every schema: <a href="openapi.json">openapi.json</a></p>
            ${operations.map(
              ({ path, method, operation }) => html`
                <h2><code>${method.toUpperCase()} ${path}</code></h2>
                <p>${operation.summary ?? ''}. ${operation.description ?? ''}</p>
                <ul>
                  ${Object.entries(operation.responses ?? {}).map(
                    ([status, answer]) =>
                      html`<li><code>${status}</code> ${answer.description ?? ''}</li>`,
                  )}
                </ul>
              `,
            )}
          </body>
        </html>`);
    });
}
