import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type HTMLAttributes } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { IconButton } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { notifyFault } from '@/components/ui/toast';
import { connectionMutations } from '@/lib/client/connections';
import { dayOfYear, timeOfDay } from '@/lib/client/dates';
import { focusBack } from '@/lib/client/focus-back';
import { later } from '@/lib/client/later';
import type { ConnectionEntry } from '@/lib/schema/connection';
import { ConnectionDetails } from './connection-details';
import { standingOf } from './standing';
import { StoppedNote } from './stopped-note';
import { useDialectName } from './use-dialect-name';
import { useExamination } from './use-examination';
import './connection.css';

const ConnectionMenu = later(() => import('./connection-menu').then(({ ConnectionMenu }) => ConnectionMenu));

/** One connection in a line; opened, all that is known of it stands below. `grip` null: nothing to order. */
export function ConnectionRow({ connection, first, open, led, dragged, grip, onMove, onOpen, onChange, onRemove }: {
  connection: ConnectionEntry;
  /** The one that is used unless a prompt says otherwise. */
  first: boolean;
  open: boolean;
  /** Somebody was led here: another object each time. */
  led: object | null;
  dragged: boolean;
  grip: HTMLAttributes<HTMLElement> | null;
  onMove: { up: (() => void) | null; down: (() => void) | null };
  onOpen: (open: boolean) => void;
  onChange: () => void;
  onRemove: () => void;
}) {
  const t = useTranslations('connections');
  const locale = useLocale();
  const dialectNamed = useDialectName();
  const id = useId();
  const name = useRef<HTMLButtonElement>(null);
  // After the page has taken the focus to itself.
  useEffect(() => {
    if (led) name.current?.focus();
  }, [led]);
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const { mutateAsync: change } = useMutation(connectionMutations.change);
  const examination = useExamination(connection);
  const { label, host, sandbox, dialectLabel, keyEnd, models, off, examinedAt } = connection;
  const { word, dot } = standingOf(connection, examination.report);
  const at = examination.report?.at ?? examinedAt;
  const looked = at === null ? null : new Date(at);
  const switchOff = (to: boolean) =>
    void change({ id: connection.id, patch: { off: to } }).then(
      () => announce(t(to ? 'switchedOff' : 'switchedOn', { label })),
      notifyFault,
    );
  const stopped = off || connection.state === 'locked' ? null : connection.stopped;
  const note = () => {
    if (stopped) return t('note.stopped');
    if (word === 'locked') return t('note.locked');
    if (word === 'unverified') return t('note.unverified');
    if (word === 'limits') return t('note.limits', { count: connection.missing.length });
    if (off) return t('note.off');
    if (first) return t('note.first');
    return looked ? t('note.looked', { date: dayOfYear(looked, locale), time: timeOfDay(looked, locale) }) : t('note.notLooked');
  };

  return (
    <li className="connection" data-open={open || undefined} data-dragged={dragged || undefined}>
      <div className="connection-line">
        {grip ? (
          <button type="button" className="connection-grip" aria-label={t('grip', { label })} {...grip}>
            <Icon name="grip" />
          </button>
        ) : (
          <span />
        )}
        <span aria-hidden="true" className="connection-dot" data-dot={dot} />
        <div>
          <button
            ref={name}
            type="button"
            className="connection-name"
            aria-expanded={open}
            aria-controls={`${id}-details`}
            onClick={() => onOpen(!open)}
          >
            {label}
          </button>
          <small>{sandbox ? t('builtIn') : host}</small>
        </div>
        <div>
          {t(`standing.${word}`)}
          <small>{note()}</small>
        </div>
        <div className="connection-dialect">
          {dialectNamed(connection.dialect, dialectLabel)}
          <small>{keyEnd === null ? t('noKey') : t('keyEnds', { end: keyEnd })}</small>
        </div>
        <div className="connection-models">
          {t('models', { count: models.length })}
          <small>{t('atOnce', { count: connection.slots })}</small>
        </div>
        <IconButton
          icon="more"
          label={t('more', { label })}
          data-tip={undefined}
          className="connection-more"
          aria-haspopup="menu"
          aria-expanded={menu !== null}
          onClick={(event) => setMenu(menu ? null : event.currentTarget)}
        />
      </div>
      {stopped && (
        <StoppedNote
          connection={connection}
          stopped={stopped}
          onChange={onChange}
          onResumed={() => focusBack(name.current?.closest('li') ?? null, name.current)}
        />
      )}
      <div id={`${id}-details`} hidden={!open}>
        {open && (
          <ConnectionDetails
            connection={connection}
            examination={examination}
            onChange={onChange}
            onSwitch={() => switchOff(!off)}
          />
        )}
      </div>
      {menu && (
        <ConnectionMenu
          anchor={menu}
          connection={connection}
          onMove={onMove}
          onExamine={() => {
            onOpen(true);
            examination.look();
          }}
          onChange={onChange}
          onSwitch={() => switchOff(!off)}
          onRemove={onRemove}
          onClose={() => setMenu(null)}
        />
      )}
    </li>
  );
}
