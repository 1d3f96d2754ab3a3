// The real package throws outside a server bundle; the runner is neither bundle.
export const serverOnly = true;
