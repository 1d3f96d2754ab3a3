'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { connectionQueries } from '@/lib/client/connections';
import type { ConnectionsReply } from '@/lib/schema/connection';

/** Gives the settings what the server already read for them. */
export function Seeded({ reply }: { reply: ConnectionsReply }) {
  const client = useQueryClient();
  useState(() => client.setQueryData(connectionQueries.all.queryKey, reply));
  return null;
}
