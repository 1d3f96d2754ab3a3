import 'server-only';
import path from 'node:path';
import { z } from 'zod';
import { singleton } from './singleton';

const blank = (value: unknown) => (value === '' ? undefined : value);
const text = z.preprocess(blank, z.string().optional());
const url = z.preprocess(
  blank,
  z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
);

const schema = z.object({
  PORT: z.preprocess(blank, z.coerce.number().int().min(1).max(65535).default(3000)),
  ATELIER_HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
  ATELIER_DATA: z.preprocess(blank, z.string().default('./data')),
  ATELIER_PUBLIC_URL: url,
  ATELIER_TRUSTED_HOSTS: z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((host) => host.trim())
            .filter(Boolean)
        : [],
    z.array(
      z
        .string()
        .regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/, 'must be host:port, separated by commas'),
    ),
  ),
  ATELIER_SANDBOX: z.preprocess(blank, z.enum(['on', 'off']).optional()),
  ATELIER_SANDBOX_LINK_HOURS: z.preprocess(blank, z.coerce.number().positive().default(24)),
  ATELIER_SANDBOX_PREDICTION_HOURS: z.preprocess(blank, z.coerce.number().positive().default(1)),
  ATELIER_SANDBOX_TASK_SECONDS: z.preprocess(blank, z.coerce.number().min(0).max(3600).default(4)),
  ATELIER_CONNECTIONS: text,
  ATELIER_SECRET: text,
  ATELIER_PERSON_HEADER: z.preprocess(
    blank,
    z.string().regex(/^[A-Za-z][\w-]{0,63}$/, 'must be the name of a header, such as Remote-User').optional(),
  ),
  ATELIER_MIN_FREE_MB: z.preprocess(blank, z.coerce.number().min(0).default(512)),
  ATELIER_LOG: z.preprocess(blank, z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info')),
  DATABASE_URL: z.preprocess(
    blank,
    z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address').optional(),
  ),
  S3_ENDPOINT: url,
  S3_BUCKET: text,
  S3_REGION: text,
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: text,
  IDEOGRAM_API_KEY: text,
  IDEOGRAM_BASE_URL: url,
  IDEOGRAM_AUTH: z.preprocess(blank, z.enum(['bearer', 'api-key']).default('api-key')),
  IDEOGRAM_PATH_PREFIX: z.preprocess(
    blank,
    z
      .string()
      .regex(/^(\/[\w.-]+)*$/, 'must be a path such as /ideogram/v1, without a slash at its end')
      .default(''),
  ),
  REPLICATE_API_TOKEN: text,
  REPLICATE_BASE_URL: url,
});

export type Environment = z.infer<typeof schema> & { dataFolder: string };

/** Reads the environment (names: design/architecture.md, Configuration). Throws one sentence that names the variable. */
export function parseEnvironment(values: Record<string, string | undefined>): Environment {
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${String(issue?.path[0])} ${issue?.message ?? 'is not valid'}.`);
  }
  return { ...parsed.data, dataFolder: path.resolve(/* turbopackIgnore: true */ parsed.data.ATELIER_DATA) };
}

/** The process's environment, parsed once. */
export const environment = (): Environment => singleton('environment', () => parseEnvironment(process.env));
