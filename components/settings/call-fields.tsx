import { useTranslations } from 'use-intl/react';
import { Field, TextArea } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import { Switch } from '@/components/ui/switch';
import type { OperationName } from '@/lib/schema/operation';
import type { WrittenCalls } from './entry';
import { FormField } from './form-field';

/** The calls that no gateway documents: each off until it is switched on, with a starting text to change. */
export function CallFields({ id, calls, faults, onEdit }: {
  id: string;
  calls: WrittenCalls;
  faults: Record<string, string>;
  onEdit: (calls: WrittenCalls) => void;
}) {
  const t = useTranslations('connections.form');
  const named = useTranslations('operation');
  const operations = Object.entries(calls) as [OperationName, NonNullable<WrittenCalls[OperationName]>][];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-label font-semibold">{t('calls')}</legend>
      <p className="flex gap-2 rounded-chip bg-ochre-wash px-2.5 py-2 text-caption text-ink-2">
        <Icon name="alert" size={14} className="mt-px text-ochre" />
        <span>
          <b className="font-semibold text-ink">{t('unverified')}</b> {t('callsNote')}
        </span>
      </p>
      {operations.map(([operation, call]) => {
        const field = `${id}-${operation}`;
        const change = (patch: Partial<typeof call>) => onEdit({ ...calls, [operation]: { ...call, ...patch } });
        return (
          <div key={operation} className="border-t border-line pt-2 first-of-type:border-0">
            <div className="flex min-h-8 items-center justify-between gap-3 max-md:min-h-11">
              <span id={field} className="text-label font-medium">
                {named(operation)}
              </span>
              <Switch labelledBy={field} checked={call.on} onChange={(on) => change({ on })} />
            </div>
            {call.on && (
              <div className="grid gap-3 pt-1 pb-2">
                <FormField id={`${field}-path`} name={t('callPath', { operation: named(operation) })}>
                  <Field
                    id={`${field}-path`}
                    spellCheck={false}
                    value={call.path}
                    fault={faults[`options.templates.${operation}.path`]}
                    onChange={(event) => change({ path: event.target.value })}
                  />
                </FormField>
                <FormField
                  id={`${field}-body`}
                  name={t('callBody', { operation: named(operation) })}
                  note={t('callBodyNote', { example: '{{prompt}}' })}
                >
                  <TextArea
                    id={`${field}-body`}
                    rows={Math.min(16, call.body.split('\n').length + 1)}
                    spellCheck={false}
                    className="text-caption whitespace-pre"
                    value={call.body}
                    fault={faults[`options.templates.${operation}.body`]}
                    onChange={(event) => change({ body: event.target.value })}
                  />
                </FormField>
              </div>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
