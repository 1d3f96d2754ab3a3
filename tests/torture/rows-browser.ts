import { cancel } from './rows-cancels';
import { closed, reload, resend } from './rows-presses';
import type { StudioRow } from './row';

export const browserRows: StudioRow[] = [resend, reload, cancel, closed];
