import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { connectionQueries } from '@/lib/client/connections';
import { cleanAddress, isAddress } from './entry';

const pauseMs = 300;

/** What the address as it stands tells, once the typing pauses; nothing while it cannot be one. */
export function useRecognised(typed: string, enabled: boolean) {
  const address = cleanAddress(typed);
  const [settled, setSettled] = useState(address);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(address), pauseMs);
    return () => clearTimeout(timer);
  }, [address]);
  const { data } = useQuery({
    ...connectionQueries.recognise(settled),
    enabled: enabled && isAddress(settled),
  });
  return settled === address ? data : undefined;
}
