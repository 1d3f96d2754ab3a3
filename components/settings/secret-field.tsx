import { useState, type Ref } from 'react';
import { useTranslations } from 'use-intl/react';
import { Field } from '@/components/ui/field';
import { Button } from '@/components/ui/button';

/** A secret, hidden until it is shown. It stands in the field alone: neither in the page's data nor in its markup. */
export function SecretField({ id, fault, placeholder, describedBy, field, onEdit }: {
  id: string;
  fault?: string;
  placeholder: string;
  describedBy?: string;
  field: Ref<HTMLInputElement>;
  onEdit: () => void;
}) {
  const t = useTranslations('connections');
  const [shown, setShown] = useState(false);
  return (
    <Field
      ref={field}
      id={id}
      type={shown ? 'text' : 'password'}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      data-1p-ignore=""
      data-lpignore="true"
      placeholder={placeholder}
      fault={fault}
      {...(fault ? {} : { 'aria-describedby': describedBy })}
      onInput={onEdit}
      end={
        <Button
          look="plain"
          size="small"
          aria-pressed={shown}
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          {t('form.show')}
        </Button>
      }
    />
  );
}
