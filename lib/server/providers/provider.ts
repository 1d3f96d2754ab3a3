import 'server-only';
import type { z } from 'zod';
import type { AppError } from '@/lib/schema/error';
import type { Capability, Model } from '@/lib/schema/model';
import type { Inputs, Operation, OperationName } from '@/lib/schema/operation';
import type { OwnPrices } from '@/lib/schema/own-price';

/** A value that survives JSON; what a running task keeps of its provider. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A provider set up by a person: where it is, how it is spoken to, how much it may do at once. */
export type ConnectionSettings = {
  id: string;
  label: string;
  /** The registry's key of the provider that speaks this connection's dialect. */
  dialect: string;
  /** Scheme and host, no slash at the end. */
  baseUrl: string;
  /** Put before every path of the dialect: '' or '/ideogram/v1'. */
  pathPrefix: string;
  auth: 'bearer' | 'api-key';
  /** Never leaves the server, never logged. Empty for the sandbox. */
  key: string;
  /** Images that may be in flight at once. */
  slots: number;
  /** True for the built-in gateway: pictures carry the badge, nothing costs. */
  sandbox: boolean;
  /** Who set it up: only what was entered in the page can be changed there. */
  source: 'environment' | 'file' | 'page' | 'built-in';
  /** Switched off: it takes no new task, those it has go on. */
  off?: boolean;
  /** What the doctor found it not to have, as `operation` or `operation model`; not offered. */
  missing?: readonly string[];
  /** Its key is sealed and ATELIER_SECRET does not open it: nothing can be sent. */
  locked?: boolean;
  /** What only this dialect takes, as it was written; it has passed its provider's `options`. */
  options?: { [key: string]: Json };
  /** What this gateway asks, instead of the cards' prices. */
  prices?: OwnPrices;
};

/** One HTTP exchange as the core makes it. Bodies are whole: replies are cut at a byte cap and a total deadline. */
export type Outgoing = {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | FormData;
};
export type Incoming = { status: number; headers: Headers; text: string };

/** What a provider is given. Nothing is global, nothing is read from the environment. */
export type Context = {
  connection: ConnectionSettings;
  /**
   * Sends once, over a fresh connection, without redirects or retries.
   * Throws `provider_unreachable` when the connection never opened, `unknown_outcome` for anything after that
   * (reset, deadline, cut body, over the byte cap). A status of any kind is a reply, not an error.
   */
  send(request: Outgoing): Promise<Incoming>;
  /** The bytes of an image of the library, metadata stripped, at most `maxBytes` (it is made smaller until it fits). */
  file(imageId: string, maxBytes: number): Promise<{ bytes: Buffer; type: string; name: string }>;
  /** How this very connection made an image of the library; null for one it did not make. For calls that refer back. */
  made(imageId: string): Promise<{ handle: Json | null; ref: string | null } | null>;
};

/** One picture a provider answered. `source` null: there is none (withheld, or the reply had no address). */
export type Output = {
  source: { url: string } | { bytes: Buffer } | null;
  withheld: boolean;
  prompt: string | null;
  seed: number | null;
  /** The provider's own name of it, where `Context.made` is to give it back. */
  ref?: string;
};

/**
 * Where a task stands after a call: the answer itself, a handle to ask again with, or an end without a picture. For an
 * end the vendor told, `charge` is what is known of the money: `none` only when it says that nothing ran.
 */
export type Step =
  | {
      state: 'done';
      outputs: Output[];
      text: string | null;
      /** in micro-dollars, when the reply says it */ usdMicros?: number;
    }
  | {
      state: 'running';
      handle: Json;
      progress: number | null;
      /** milliseconds until the next poll is welcome */ retryIn?: number;
    }
  | { state: 'ended'; as: 'failed' | 'canceled'; charge: 'none' | 'billed' | 'unknown'; error: AppError };

/** What was asked when no answer came, and between which moments (epoch ms) it must have begun. */
export type Lost = { operation: Operation; from: number; until: number };

/**
 * One question that the doctor may put to an upstream because it cannot cost anything: `wrong-method` asks a paid path by
 * a method that it does not have, `unpaid` is a call that the vendor does not bill, `dry-run` prices without running.
 */
export type Probe = {
  how: 'wrong-method' | 'unpaid' | 'dry-run';
  /** What the answer tells of: the key alone, or an operation, of all models or of those named. */
  about: { key: true } | { operation: OperationName; models?: readonly string[] };
  request: Outgoing;
};

/**
 * One wire dialect. A provider maps names, reads replies with its own zod schemas and names the vendor's errors as
 * AppError. It never waits, retries, downloads, stores, or reads the environment.
 *
 * Errors a `start` may throw, and what the core makes of them:
 * `rejected`, `invalid_input`, `unsupported`, `not_found`, `too_large` (proved not run: failed, nothing charged) ·
 * `provider_auth`, `provider_payment` (not run: failed, nothing charged) · `rate_limited` with `retryAfter` (not run: queued
 * again) · `provider_unreachable` (never sent: queued again, then failed) · `unknown_outcome` and everything else
 * (the task becomes `unknown`, never sent again by itself).
 */
export type Provider = {
  /** The dialect's name for people. */
  label: string;
  /** The cards, in the order the page offers them. */
  models: Model[];
  /** What a connection of this dialect may set beyond the common fields: a strict object, looked at when it is set up. */
  options?: z.ZodType;
  /** The starting texts of the calls that a connection writes itself, because no gateway documents them. */
  templates?: { [Name in OperationName]?: { path: string; body: Json } };
  /** Those of the options that are secrets: kept as the key is, and never shown. */
  secretOptions?: readonly string[];
  /** The cards that one connection offers, where its options decide; all of `models` when left out. */
  offered?: (connection: ConnectionSettings) => Model[];
  /** A reply without what must go no further; the core asks for it before it keeps anything of a reply. */
  clean?: (reply: Incoming, connection: ConnectionSettings) => Incoming;
  /** Begin an operation: the only calls that may cost. */
  start: { [Name in OperationName]?: (input: Inputs[Name], model: Model, context: Context) => Promise<Step> };
  /** Ask again with the handle of a running step. Free, repeatable. */
  poll?: (handle: Json, context: Context) => Promise<Step>;
  /**
   * The handles of what the vendor lists as begun by this very request between two moments (epoch ms), for `poll`: of a
   * task whose answer never came. Empty when it lists none that fits; null when this connection has no such list, or no
   * longer says what it lists was asked for. Free, repeatable.
   */
  find?: (asked: Lost, model: Model, context: Context) => Promise<Json[] | null>;
  /**
   * What an operation will cost in micro-dollars, by the vendor's word and before anything runs; null when it does not
   * tell. Only for cards that say `quoted`. Free, repeatable.
   */
  quote?: (operation: Operation, model: Model, context: Context) => Promise<number | null>;
  /** What the doctor may ask, and whether the dialect answers at once or by a task that is polled. */
  doctor?: { answers: 'at-once' | 'by-task' | 'both'; probes(connection: ConnectionSettings): Probe[] };
  /** Ask the vendor to stop. True when the vendor confirmed that it did. */
  cancel?: (handle: Json, context: Context) => Promise<boolean>;
};

/** The card of one operation of a model, or undefined when the model does not offer it. */
export const capabilityOf = (model: Model, operation: OperationName): Capability | undefined =>
  model.operations[operation];
