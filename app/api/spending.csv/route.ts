import { disposition } from '@/lib/server/disposition';
import { daysQuery } from '@/lib/server/queries';
import { methods, route } from '@/lib/server/route';
import { spendingSheet } from '@/lib/server/spending';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ query: daysQuery }, async ({ query }) => {
    const { name, text } = await spendingSheet(query);
    return new Response(text, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': disposition('attachment', name),
      },
    });
  }),
});
