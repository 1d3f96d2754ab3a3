import type { Ref } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Field, FieldFault } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import type { DialectEntry } from '@/lib/schema/connection';
import type { Entry } from './entry';
import { FormField } from './form-field';
import { SecretField } from './secret-field';
import { useDialectName } from './use-dialect-name';

/** The hosts that most keys are bought at. */
const known = [
  { name: 'Ideogram', address: 'https://api.ideogram.ai' },
  { name: 'Replicate', address: 'https://api.replicate.com' },
];

/** Where it answers, what it speaks there, and the key. */
export function AddressFields({ id, entry, dialect, dialects, guessed, keyEnd, keyField, faults, onEdit, onSecret }: {
  id: string;
  entry: Entry;
  /** The dialect that holds now. */
  dialect: string | null;
  dialects: readonly DialectEntry[];
  /** Whether the address was looked at, and whether it told the dialect. */
  guessed: 'not-yet' | 'told' | 'silent' | 'stored';
  /** The last characters of the key that is stored, null when there is none. */
  keyEnd: string | null;
  keyField: Ref<HTMLInputElement>;
  faults: Record<string, string>;
  onEdit: (patch: Partial<Entry>) => void;
  onSecret: () => void;
}) {
  const t = useTranslations('connections.form');
  const dialectNamed = useDialectName();
  const note = entry.dialect !== null && guessed !== 'stored' ? t('dialectChosen') : t(`dialectNote.${guessed}`);
  return (
    <>
      <FormField id={`${id}-address`} name={t('address')}>
        <Field
          id={`${id}-address`}
          inputMode="url"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="https://api.ideogram.ai"
          value={entry.address}
          fault={faults['baseUrl']}
          onChange={(event) => onEdit({ address: event.target.value })}
        />
        {entry.address === '' && (
          <p className="mt-1.5 flex flex-wrap items-center gap-x-1 text-caption text-ink-3">
            {t('knownHosts')}
            {known.map(({ name, address }) => (
              <Button key={address} look="plain" size="small" onClick={() => onEdit({ address })}>
                {name}
              </Button>
            ))}
          </p>
        )}
      </FormField>
      <FormField id={`${id}-key`} name={t('key')} note={keyEnd === null ? t('keyNote') : t('keyKept')}>
        <SecretField
          id={`${id}-key`}
          field={keyField}
          placeholder={keyEnd === null ? t('keyPlaceholder') : t('keyStored', { end: keyEnd })}
          describedBy={`${id}-key-note`}
          fault={faults['key']}
          onEdit={onSecret}
        />
      </FormField>
      <FormField id={`${id}-dialect`} name={t('dialect')} note={note}>
        {guessed === 'stored' ? (
          <p id={`${id}-dialect`} className="text-label">
            {dialectNamed(dialect ?? '', dialects.find((one) => one.id === dialect)?.label ?? '')}
          </p>
        ) : (
          <div className="choice-seat">
            <select
              id={`${id}-dialect`}
              className="choice"
              value={dialect ?? ''}
              aria-invalid={faults['dialect'] ? true : undefined}
              aria-describedby={`${id}-dialect-note${faults['dialect'] ? ` ${id}-dialect-fault` : ''}`}
              onChange={(event) => onEdit({ dialect: event.target.value || null })}
            >
              <option value="">{t('dialectNone')}</option>
              {dialects.map((one) => (
                <option key={one.id} value={one.id}>
                  {dialectNamed(one.id, one.label)}
                </option>
              ))}
            </select>
            <Icon name="down" />
          </div>
        )}
        <FieldFault id={`${id}-dialect-fault`} fault={faults['dialect']} />
      </FormField>
    </>
  );
}
