import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Route, WireReply } from '../wire.ts';

export const ok = (body: unknown = { ok: true }): WireReply => ({ status: 200, body });
export const wrong = (message: string): WireReply => ({
  status: 400,
  body: { error: { code: 'BadRequest', message } },
});

export const plain = (text: string, type = 'text/plain'): WireReply => ({
  status: 200,
  headers: { 'content-type': `${type}; charset=utf-8` },
  body: text,
});

export function get(path: string, answer: (context: Context, query: URLSearchParams) => WireReply): Route {
  return { method: 'GET', path, handle: ({ context, url }) => answer(context, url.searchParams) };
}

/** A route whose body must fit `schema`; otherwise 400 that names every field that is wrong. */
export function command<Schema extends z.ZodType>(
  method: 'PUT' | 'POST',
  path: string,
  schema: Schema,
  run: (context: Context, body: z.output<Schema>) => WireReply,
): Route {
  return {
    method,
    path,
    handle: ({ body, context }) => {
      const parsed = schema.safeParse(body ?? {});
      if (parsed.success) return run(context, parsed.data);
      const issues = parsed.error.issues.map((each) => `${each.path.map(String).join('.') || 'body'}: ${each.message}`);
      return wrong(issues.join('; '));
    },
  };
}
