'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useDropzone } from 'react-dropzone';
import { useTranslations } from 'use-intl/react';
import { announce } from '@/components/ui/announcer';
import { IconButton } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { notify, notifyFault } from '@/components/ui/toast';
import { closeReception, openUsePicture, type Incoming, type Reception } from '@/lib/client/incoming';
import { modelQueries } from '@/lib/client/models';
import { AppError } from '@/lib/schema/error';
import { incomingFrom } from './carried';
import { Lead } from './lead';
import { PickFile } from './pick-file';
import type { TargetName } from './target';
import { Targets } from './targets';
import { useGive } from './use-give';
import { useSubject, type Subject } from './use-subject';
import './crop.css';
import './drop.css';
import './targets.css';

const names: readonly TargetName[] = ['remix', 'upscale', 'describe', 'read', 'style', 'character'];
const pictures = { 'image/png': ['.png'], 'image/jpeg': ['.jpg', '.jpeg'], 'image/webp': ['.webp'] };

type Aim = { target: TargetName | null; keepAll: string | null };

/** Which target an event of the pointer is over, and whether it is over the zone that keeps all of the picture. */
function aimAt(target: EventTarget | null): Aim {
  const element = target instanceof Element ? target : null;
  const name = element?.closest<HTMLElement>('[data-target]')?.dataset['target'];
  const keepAll = element?.closest<HTMLElement>('[data-keep]')?.dataset['keep'] ?? null;
  return { target: names.find((known) => known === name) ?? null, keepAll };
}

/** What a picture can become: the targets over the page, for a drag as for a picture that was pasted or picked. */
export function DropPage({ reception, onCompose }: {
  reception: Exclude<Reception, { stage: 'closed' }>;
  onCompose: () => void;
}) {
  const t = useTranslations('drop');
  const common = useTranslations('common');
  const { stage, incoming } = reception;
  const purpose = reception.stage === 'choose' ? reception.purpose : null;
  const connections = useQuery(modelQueries.all).data?.connections ?? none;
  const subject = useSubject(incoming, connections);
  const { give, keep, storing, fault } = useGive(connections, onCompose);
  const [over, setOver] = useState<Aim>({ target: null, keepAll: null });
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const box = dialog.current;
    if (box === null) return;
    if (stage === 'drag') box.show();
    else box.showModal();
    return () => box.close();
  }, [stage]);
  useEffect(() => announce(t(stage === 'drag' ? 'letGo' : 'title')), [stage, t]);

  // What was pressed to pick a picture is gone with it; the keys of the targets are heard inside only.
  useEffect(() => {
    const box = dialog.current;
    if (stage === 'choose' && incoming !== null && !box?.contains(document.activeElement)) box?.focus();
  }, [stage, incoming]);

  const take = (what: Incoming, { target, keepAll }: Aim, more: readonly File[] = []) => {
    if (target === 'read') {
      if (incoming !== null && subject.reading.state === 'found') void apply().catch(notifyFault);
      else openUsePicture(what);
    } else if (target !== null) void give(what, target, keepAll, more);
  };
  const apply = async () => {
    if (subject.reading.state !== 'found') return;
    const undo = await subject.reading.apply();
    closeReception();
    onCompose();
    announce(t('given.read'));
    notify({ title: t('given.read'), action: { label: common('undo'), run: undo } });
  };

  // Files go through the dropzone, which also reads folders; everything else is ours to tell.
  const onDrop = (event: DragEvent) => {
    setOver({ target: null, keepAll: null });
    const what = incomingFrom(event.dataTransfer, window.location.origin);
    if (what?.kind === 'file') return;
    event.preventDefault();
    event.stopPropagation();
    if (what === null) notify({ kind: 'fault', title: t('notPicture') });
    const aim = aimAt(event.target);
    const target = aim.target ?? purpose;
    if (what === null || target === null) closeReception();
    else take(what, { ...aim, target });
  };
  const onFiles = (files: File[], at: EventTarget | null) => {
    const [first, ...rest] = files;
    const aim = aimAt(at);
    if (first === undefined) return;
    const target = aim.target ?? purpose;
    if (target === 'style') return take({ kind: 'file', file: first }, { ...aim, target }, rest.slice(0, 2));
    if (stage === 'choose' && target === null) openUsePicture({ kind: 'file', file: first });
    else if (target === null) {
      closeReception();
      keep([first]);
    } else take({ kind: 'file', file: first }, { ...aim, target });
    keep(rest);
  };

  const onPicked = useEffectEvent((what: Incoming, target: TargetName) => take(what, { target, keepAll: null }));
  useEffect(() => {
    if (purpose !== null && incoming !== null) onPicked(incoming, purpose);
  }, [purpose, incoming]);

  const { getRootProps, getInputProps, open } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (files, _refused, event) => onFiles(files, 'target' in event ? event.target : null),
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const name = names[Number(event.key) - 1];
    if (name === undefined || incoming === null || storing || unusable(subject) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    take(incoming, { target: name, keepAll: null });
  };

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className="drop"
      aria-label={t('title')}
      data-stage={stage}
      onCancel={(event) => {
        event.preventDefault();
        closeReception();
      }}
      onKeyDown={onKeyDown}
    >
      <div
        {...getRootProps({
          className: 'drop-page',
          onDrop,
          onDragOver: (event) => {
            const aim = aimAt(event.target);
            if (aim.target !== over.target || aim.keepAll !== over.keepAll) setOver(aim);
          },
        })}
      >
        {/* Not drawn, or the dialog would open with the focus on it. */}
        <input {...getInputProps({ accept: Object.keys(pictures).join(','), style: { display: 'none' } })} />
        <Lead stage={stage} empty={stage === 'choose' && incoming === null} purpose={purpose} subject={subject} storing={storing} fault={fault} onAgain={open} />
        {stage === 'choose' && incoming === null ? (
          <PickFile onOpen={open} onPick={(what) => openUsePicture(what, purpose)} />
        ) : (
          <Targets
            subject={subject}
            connections={connections}
            over={over}
            pressable={stage === 'choose' && storing === null && !unusable(subject)}
            onTake={(target, keepAll) => incoming && take(incoming, { target, keepAll })}
          />
        )}
        <div className="drop-hint">
          {stage === 'drag' && <span>{t('outside')}</span>}
          <span className="drop-leave">
            <Kbd>Esc</Kbd> {t('leaves')}
          </span>
        </div>
        {stage === 'choose' && (
          <IconButton icon="close" label={common('close')} className="drop-close" data-tip-align="end" onClick={closeReception} />
        )}
      </div>
    </dialog>
  );
}

const none: never[] = [];

/** The server said that this file is no picture it can work with; asking again would say the same. */
const unusable = ({ reading }: Subject): boolean =>
  reading.state === 'refused' &&
  reading.error instanceof AppError &&
  ['unsupported_media', 'too_large', 'invalid_input'].includes(reading.error.code);
