import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, nextBin } from './build.ts';

/**
 * `npm start` and `npm run dev`: builds when it has to, then runs Next in this very process, so that signals and
 * exit codes are its own. Listens on ATELIER_HOST:PORT, 127.0.0.1:3000 unless told otherwise.
 */
if (existsSync('.env')) process.loadEnvFile('.env');
process.env.NEXT_TELEMETRY_DISABLED = '1';

const command = process.argv.includes('--dev') ? 'dev' : 'start';
if (command === 'start') ensureBuilt();

const host = process.env.ATELIER_HOST || '127.0.0.1';
const port = process.env.PORT || '3000';
// Longer than proxies and clients keep an idle connection, so that none is closed while a request is on its way.
const idle = command === 'start' ? ['--keepAliveTimeout', '75000'] : [];
process.argv = [process.execPath, nextBin, command, '--hostname', host, '--port', port, ...idle];
await import(pathToFileURL(path.resolve(nextBin)).href);
