import { existsSync } from 'node:fs';
import { test } from '@playwright/test';
import { note } from '../fault-note';
import { unableToWeigh } from './scales';
import { soak } from './soak';

const { SOAK_HOURS = '8', SOAK_RATE = '1', SOAK_STOP = '' } = process.env;

test(`Q15: ${SOAK_HOURS} hours at ${SOAK_RATE} jobs a second, one fault in twenty`, async () => {
  const reason = unableToWeigh();
  if (reason !== null) return void note({ face: 'studio', row: 'Q15', not: reason });
  const rate = Number(SOAK_RATE);
  const n = Math.max(1, Math.round(Number(SOAK_HOURS) * 3600 * rate));
  note({ face: 'studio', row: 'Q15', n, figure: 'see the failure' });
  const { jobs, figures } = await soak({
    jobs: n, rate, every: 20, windowSeconds: Number(SOAK_HOURS) > 1 ? 60 : 30,
    say: console.log, stopped: () => SOAK_STOP !== '' && existsSync(SOAK_STOP),
  });
  const early = jobs < n ? `stopped after ${jobs} of ${n} jobs; ` : '';
  note({ face: 'studio', row: 'Q15', n: jobs, figure: `${early}${figures}` });
});
