import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { useOffered } from '@/lib/client/offered';
import { operationIcons } from '@/lib/client/operation-icons';
import { foremost } from './foremost';
import type { Actions } from './use-actions';

/** The operations asked for most, within a thumb's reach; elsewhere they stand in the bar. */
export function PhoneActs({ actions }: { actions: Actions }) {
  const named = useTranslations('operation');
  const offered = useOffered();
  return (
    <div className="viewer-dock">
      {foremost(offered).map((operation) => (
        <Button key={operation} icon={operationIcons[operation]} onClick={actions.start(operation)}>
          {named(operation)}
        </Button>
      ))}
    </div>
  );
}
