import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button, IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { editDraft } from '@/lib/client/draft';
import { takeWay } from '@/lib/client/draft-note';
import type { Settled } from '@/lib/client/fit';
import { codesIn, type CodeFault } from '@/lib/client/style-codes';

/** Codes of earlier styles, eight hex digits each; the eighth digit completes one. */
export function StyleCodes({ settled }: { settled: Settled }) {
  const t = useTranslations('composer.codes');
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<CodeFault | null>(null);
  const codes = settled.styleCodes ?? [];
  const limit = settled.capability.styleCodes;

  function take(text: string) {
    const read = codesIn(text, codes, limit);
    setFault(read.fault);
    setTyped(read.rest);
    if (read.codes.length > codes.length) takeWay('codes', { styleCodes: read.codes }, settled);
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || typed.trim() === '') return;
    event.preventDefault();
    event.stopPropagation();
    take(typed);
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    take(`${typed} ${event.clipboardData.getData('text/plain')}`);
  };

  return (
    <section aria-labelledby="codes-head">
      <h3 id="codes-head" className="panel-head">
        {t('name')}
        <span>{t('amount', { count: codes.length, limit })}</span>
      </h3>
      {codes.length > 0 && (
        <ul className="mb-2 flex flex-wrap gap-1.5">
          {codes.map((code) => (
            <li key={code} className="style-code">
              {code}
              <IconButton
                icon="close"
                size="small"
                className="max-md:h-11 max-md:w-11"
                label={t('remove', { code })}
                onClick={() => {
                  editDraft({ styleCodes: codes.filter((other) => other !== code) });
                  field.current?.focus();
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <Field
        ref={field}
        id="style-code"
        aria-label={t('add')}
        placeholder={t('placeholder')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={typed}
        fault={fault ? t(`fault.${fault.what}`, { text: fault.text, limit }) : undefined}
        onChange={(event) => {
          const { value } = event.target;
          if (/^\s*#?[0-9a-f]{8}\s*$/i.test(value)) return take(value);
          setFault(null);
          setTyped(value);
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        end={
          <Button look="plain" size="small" aria-disabled={typed.trim() === ''} onClick={() => take(typed)}>
            {t('addShort')}
          </Button>
        }
      />
    </section>
  );
}
