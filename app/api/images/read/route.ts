import { fileRoute, methods } from '@/lib/server/route';
import { readSettings } from '@/lib/server/settings-reader';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: fileRoute('file', async (file) => ({ settings: await readSettings(file) })),
});
