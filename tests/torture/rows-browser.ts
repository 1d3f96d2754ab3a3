import { closed, reload, resend } from './rows-presses';
import type { StudioRow } from './row';

export const browserRows: StudioRow[] = [resend, reload, closed];
