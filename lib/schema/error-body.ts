import { z } from 'zod';
import { errorCodes, type ErrorCode } from './error';

const codes = Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]];
const errorCode = z.enum(codes);

/** A field's path (`colorPalette.members.0.color`) to its fault, a sentence for a person. */
const fieldFaults = z.record(z.string(), z.string());
export type FieldFaults = z.infer<typeof fieldFaults>;

/** What an ended task keeps of its failure, and one that is still saving of what a person has to mend. */
export const taskError = z.object({
  code: errorCode,
  message: z.string(),
  fields: fieldFaults.optional(),
});
export type TaskError = z.infer<typeof taskError>;

/** The one error shape of the HTTP API (design/http-api.md). */
export const errorBody = z.object({
  error: taskError.extend({ requestId: z.string() }),
});
export type ErrorBody = z.infer<typeof errorBody>;
