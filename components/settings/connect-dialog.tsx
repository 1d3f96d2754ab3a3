'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import { notify } from '@/components/ui/toast';
import { connectionQueries } from '@/lib/client/connections';
import type { ConnectionEntry, DialectEntry } from '@/lib/schema/connection';
import { AddressFields } from './address-fields';
import { AdvancedFields } from './advanced-fields';
import { foldedFault } from './entry-faults';
import { ReportSheet } from './report-sheet';
import { Loaded } from './loaded';
import { SavingMeans } from './saving-means';
import { useConnectionForm } from './use-connection-form';
import './fields.css';

/**
 * Enters a connection or changes one: address and key, what the doctor says of them, and storing it whatever that is.
 * `id` null: a new one. The dialects are read here, so it opens from anywhere.
 */
export function ConnectDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useTranslations('connections');
  const common = useTranslations('common');
  const known = useQuery(connectionQueries.all);
  const stored = known.data?.connections.find((one) => one.id === id) ?? null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={id === null ? t('form.titleNew') : t('form.titleChange', { label: stored?.label ?? '' })}
      note={t('form.note')}
      closeLabel={common('close')}
      width={680}
    >
      {known.data && (id === null || stored) ? (
        <ConnectionForm key={id} stored={stored} dialects={known.data.dialects} onClose={onClose} />
      ) : (
        <Loaded query={known} />
      )}
    </Dialog>
  );
}

function ConnectionForm({ stored, dialects, onClose }: {
  stored: ConnectionEntry | null;
  dialects: readonly DialectEntry[];
  onClose: () => void;
}) {
  const t = useTranslations('connections');
  const id = useId();
  const result = useRef<HTMLDivElement>(null);
  const formed = useRef<HTMLFormElement>(null);
  const [unfolded, setUnfolded] = useState<boolean | null>(stored ? true : null);
  const form = useConnectionForm({
    stored,
    dialects,
    onSaved: (saved) => {
      const title = t(stored ? 'saved' : 'added', { label: saved.label });
      announce(title);
      notify({ kind: 'done', title });
      onClose();
    },
  });
  const { entry, dialect, faults, checked, busy } = form;
  const faulty = Object.keys(faults).join(' ');
  const written = Boolean(dialect?.templates);
  const open = (unfolded ?? written) || foldedFault(faults);

  // Whoever presses a button is led to the field that keeps it from doing its work.
  useEffect(() => {
    if (faulty !== '') formed.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [faulty]);

  // A fresh report is what was asked for: it comes into view, and is read out.
  const report = checked?.report;
  useEffect(() => {
    // Whoever types again by then is left to it.
    if (report === undefined || document.activeElement?.matches('input, textarea, select')) return;
    result.current?.focus({ preventScroll: true });
    result.current?.scrollIntoView({ block: 'start' });
  }, [report]);

  const check = () => {
    if (busy !== null) return;
    announce(t('report.looking'));
    void form.check();
  };
  const guessed = stored ? 'stored' : form.recognised ? (form.recognised.dialect ? 'told' : 'silent') : 'not-yet';
  const fresh = checked !== null && !checked.stale;

  return (
    <form
      ref={formed}
      noValidate
      className="connect-form grid gap-4 px-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fresh) check();
        else if (busy === null) void form.save();
      }}
    >
      <AddressFields
        id={id}
        entry={entry}
        dialect={dialect?.id ?? null}
        dialects={dialects}
        guessed={guessed}
        keyEnd={stored?.keyEnd ?? null}
        keyField={form.keyField}
        faults={faults}
        onEdit={form.edit}
        onSecret={form.editSecret}
      />
      <div className="border-t border-line pt-2">
        <button
          type="button"
          className="flex min-h-8 w-full items-center gap-2 text-label font-medium text-ink-2 max-md:min-h-11"
          aria-expanded={open}
          aria-controls={`${id}-more`}
          onClick={() => setUnfolded(!open)}
        >
          <Icon name={open ? 'down' : 'right'} size={14} />
          {t('form.more')}
          <span className="ml-auto text-caption font-normal text-ink-3">
            {t(written ? 'form.moreCalls' : 'form.moreNote')}
          </span>
        </button>
        {/* Hidden, not gone: a secret stays in its field while this part is folded. */}
        <div id={`${id}-more`} hidden={!open}>
          <AdvancedFields
            id={id}
            entry={entry}
            recognised={form.recognised}
            dialect={dialect}
            tokenField={form.tokenField}
            faults={faults}
            onEdit={form.edit}
            onSecret={form.editSecret}
          />
        </div>
      </div>
      {form.trouble && (
        <p role="alert" className="flex gap-2 text-label">
          <Icon name="refused" className="mt-px text-madder" />
          <span>
            <b className="font-semibold">{t('form.notDone')}</b> {form.trouble}
          </span>
        </p>
      )}
      {busy === 'examining' && <p className="text-label text-ink-2">{t('report.looking')}</p>}
      {checked && (
        <div ref={result} tabIndex={-1} className="scroll-mt-2 outline-none">
          <ReportSheet report={checked.report} stale={checked.stale} />
        </div>
      )}
      <div className="sticky bottom-0 z-[1] -mx-5 flex flex-wrap gap-2 rounded-b-dialog border-t border-line bg-sheet px-5 py-3.5">
        {fresh && <SavingMeans report={checked.report} />}
        {fresh ? (
          <>
            <Button look="primary" size="large" type="submit" aria-disabled={busy !== null || undefined}>
              {t('form.save')}
            </Button>
            <Button size="large" aria-disabled={busy !== null || undefined} onClick={check}>
              {t('form.checkAgain')}
            </Button>
          </>
        ) : (
          <>
            <Button look="primary" size="large" type="submit" aria-disabled={busy !== null || undefined}>
              {t(busy === 'examining' ? 'form.checking' : checked ? 'form.checkAgain' : 'form.check')}
            </Button>
            <Button
              size="large"
              aria-disabled={busy !== null || undefined}
              onClick={() => busy === null && void form.save()}
            >
              {t('form.saveUnchecked')}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
