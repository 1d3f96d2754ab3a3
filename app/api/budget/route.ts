import { budgetRequest } from '@/lib/schema/budget';
import { changeBudget, loadBudget } from '@/lib/server/budget';
import { methods, route } from '@/lib/server/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({}, () => loadBudget()),
  PUT: route({ body: budgetRequest }, ({ body }) => changeBudget(body)),
});
