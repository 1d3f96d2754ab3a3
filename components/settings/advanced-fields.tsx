import type { Ref } from 'react';
import { useTranslations } from 'use-intl/react';
import { Field, FieldFault } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import type { DialectEntry, KeyHeader, Recognised } from '@/lib/schema/connection';
import { authOf, type Entry } from './entry';
import { FormField } from './form-field';
import { SecretField } from './secret-field';
import { CallFields } from './call-fields';

/** What most connections leave as it is: name, prefix, header, how many at once, and calls that a person writes. */
export function AdvancedFields({ id, entry, recognised, dialect, tokenField, faults, onEdit, onSecret }: {
  id: string;
  entry: Entry;
  recognised: Recognised | undefined;
  dialect: DialectEntry | undefined;
  tokenField: Ref<HTMLInputElement>;
  faults: Record<string, string>;
  onEdit: (patch: Partial<Entry>) => void;
  onSecret: () => void;
}) {
  const t = useTranslations('connections.form');
  const headers: { value: KeyHeader; label: string }[] = [
    { value: 'bearer', label: 'Authorization: Bearer' },
    { value: 'api-key', label: 'Api-Key' },
  ];
  return (
    <div className="grid gap-4 pt-3">
      <div className="grid gap-4 md:grid-cols-2">
        <FormField id={`${id}-label`} name={t('label')}>
          <Field
            id={`${id}-label`}
            placeholder={recognised?.label ?? ''}
            value={entry.label}
            fault={faults['label']}
            onChange={(event) => onEdit({ label: event.target.value })}
          />
        </FormField>
        <FormField id={`${id}-slots`} name={t('slots')} note={t('slotsNote')}>
          <Field
            id={`${id}-slots`}
            inputMode="numeric"
            placeholder="10"
            value={entry.slots}
            fault={faults['slots']}
            onChange={(event) => onEdit({ slots: event.target.value })}
          />
        </FormField>
      </div>
      <FormField id={`${id}-prefix`} name={t('prefix')} note={t('prefixNote')}>
        <Field
          id={`${id}-prefix`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="/ideogram"
          value={entry.prefix ?? recognised?.pathPrefix ?? ''}
          fault={faults['pathPrefix']}
          onChange={(event) => onEdit({ prefix: event.target.value })}
        />
      </FormField>
      <div>
        <p aria-hidden="true" className="mb-1 text-caption font-medium text-ink-2">
          {t('auth')}
        </p>
        <Segmented
          label={t('auth')}
          options={headers}
          value={authOf(entry, recognised, dialect)}
          onChange={(auth) => onEdit({ auth })}
        />
        <FieldFault fault={faults['auth']} />
      </div>
      {dialect?.templates && (
        <>
          <FormField id={`${id}-token`} name="Access-Token" note={t('tokenNote')}>
            <SecretField
              id={`${id}-token`}
              field={tokenField}
              placeholder={t('tokenPlaceholder')}
              describedBy={`${id}-token-note`}
              fault={faults['options.accessToken']}
              onEdit={onSecret}
            />
          </FormField>
          <CallFields id={id} calls={entry.calls} faults={faults} onEdit={(calls) => onEdit({ calls })} />
        </>
      )}
    </div>
  );
}
