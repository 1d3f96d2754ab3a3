import 'server-only';

/** The address the in-process sandbox answers under; never resolved, never dialled. */
export const sandboxOrigin = 'http://sandbox.invalid';
