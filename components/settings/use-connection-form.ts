import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { isUnanswered } from '@/lib/client/api';
import { connectionMutations, connectionQueries } from '@/lib/client/connections';
import { useAlone } from '@/lib/client/use-alone';
import type { ConnectionEntry, ConnectionPatch, DialectEntry, Report } from '@/lib/schema/connection';
import { AppError } from '@/lib/schema/error';
import {
  callsOf,
  cleanAddress,
  cleanKey,
  dialectOf,
  emptyEntry,
  entryOf,
  isAddress,
  patchOf,
  requestOf,
  type Entry,
  type Secrets,
} from './entry';
import { faultsIn, strayFaults } from './entry-faults';
import { useRecognised } from './use-recognised';

/**
 * A connection as it is entered or changed: what the fields hold, what is wrong with them, what the doctor said of it.
 * `stored` null: a new one. `onSaved` gets what was stored.
 */
export function useConnectionForm({ stored, dialects, onSaved }: {
  stored: ConnectionEntry | null;
  dialects: readonly DialectEntry[];
  onSaved: (saved: ConnectionEntry) => void;
}) {
  const t = useTranslations('connections');
  const client = useQueryClient();
  const dialectNamed = (name: string | null) => dialects.find(({ id }) => id === name);
  const [entry, setEntry] = useState<Entry>(() =>
    stored ? entryOf(stored, dialectNamed(stored.dialect)) : emptyEntry,
  );
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState<string | null>(null);
  const [edits, setEdits] = useState(0);
  // With how many edits the entry was when it was looked at.
  const [checked, setChecked] = useState<{ report: Report; edits: number } | null>(null);
  const alone = useAlone();
  const keyField = useRef<HTMLInputElement>(null);
  const tokenField = useRef<HTMLInputElement>(null);
  const recognised = useRecognised(entry.address, stored === null);
  const { mutateAsync: create, isPending: creating } = useMutation(connectionMutations.create);
  const { mutateAsync: change, isPending: changing } = useMutation(connectionMutations.change);
  const { mutateAsync: examine, isPending: examining } = useMutation(connectionMutations.examine);

  const dialect = dialectNamed(dialectOf(entry, recognised));
  // The starting texts come with the dialect, and stay as they are once one of them was touched.
  const calls = Object.keys(entry.calls).length > 0 ? entry.calls : callsOf(dialect);
  const whole = { ...entry, calls: dialect?.templates ? calls : {} };

  const touched = () => setEdits((before) => before + 1);
  const edit = (patch: Partial<Entry>) => {
    setEntry({ ...entry, ...patch });
    setTrouble(null);
    const gone = 'address' in patch ? ['baseUrl', 'dialect'] : Object.keys(patch);
    setFaults(
      Object.fromEntries(
        Object.entries(faults).filter(([name]) => !gone.includes(nameOfField(name)) && !gone.includes(name)),
      ),
    );
    touched();
  };
  const editSecret = () => {
    const { key: _key, 'options.accessToken': _token, ...rest } = faults;
    setFaults(rest);
    touched();
  };

  const tell = (error: unknown) => {
    const fault = error instanceof AppError ? error : new AppError('internal', String(error));
    const fields = fault.fields ?? {};
    setFaults(Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, t('fault.told', { text })])));
    const stray = strayFaults(fields).map(([name, text]) => `${name} ${text}`);
    if (Object.keys(fields).length === 0 || stray.length > 0) {
      setTrouble(isUnanswered(fault) ? t('fault.noAnswer') : [fault.message, ...stray].join(' '));
    }
  };

  /** The fields once more, with what the address tells even when the typing has not yet paused; null with a fault. */
  const ready = async () => {
    const secrets: Secrets = {
      key: cleanKey(keyField.current?.value ?? ''),
      accessToken: cleanKey(tokenField.current?.value ?? ''),
    };
    const address = cleanAddress(entry.address);
    let told;
    if (stored === null && isAddress(address)) {
      try {
        told = await client.fetchQuery(connectionQueries.recognise(address));
      } catch (error) {
        tell(error);
        return null;
      }
    }
    const name = dialectOf(entry, told);
    const sandbox = address === 'sandbox' || stored?.sandbox === true;
    const keyed = stored === null && !sandbox;
    const wrong = faultsIn(whole, secrets, { dialect: name, keyed });
    const worded = Object.fromEntries(Object.entries(wrong).map(([field, word]) => [field, t(`fault.${word}`)]));
    setFaults(worded);
    setTrouble(null);
    if (Object.keys(worded).length > 0) return null;
    return { secrets, told, dialect: dialectNamed(name) };
  };

  const check = async () => {
    const held = await ready();
    if (held === null) return;
    try {
      const asked = requestOf(whole, held.secrets, held.told, held.dialect);
      // The stored key is the server's alone, and what is stored is all that it can be tried with.
      const own = stored !== null && held.secrets.key === '';
      if (own && movedBy(patchOf(whole, held.secrets, stored, held.dialect))) {
        return setFaults({ key: t('fault.keyToExamine') });
      }
      const report = await examine(own ? { id: stored.id } : asked);
      setChecked({ report, edits });
    } catch (error) {
      tell(error);
    }
  };

  const save = async () => {
    const held = await ready();
    if (held === null) return;
    try {
      const saved = stored
        ? await change({ id: stored.id, patch: patchOf(whole, held.secrets, stored, held.dialect) })
        : await create(requestOf(whole, held.secrets, held.told, held.dialect));
      // What was found out belongs to what is stored from now on. A fault of this shows in the settings.
      if (checked) void examine({ id: saved.id }).catch(() => undefined);
      onSaved(saved);
    } catch (error) {
      tell(error);
    }
  };

  return {
    entry: whole,
    recognised,
    dialect,
    faults,
    trouble,
    checked: checked && { report: checked.report, stale: checked.edits !== edits },
    keyField,
    tokenField,
    busy: examining ? ('examining' as const) : creating || changing ? ('saving' as const) : null,
    edit,
    editSecret,
    check: () => alone(check),
    save: () => alone(save),
  };
}

/** Whether another place would be spoken to, or in another way. */
const movedBy = ({ baseUrl, pathPrefix, auth, options }: ConnectionPatch): boolean =>
  [baseUrl, pathPrefix, auth, options].some((part) => part !== undefined);

const fieldNames: Record<string, string> = { pathPrefix: 'prefix', options: 'calls' };

const nameOfField = (name: string): string => {
  const [first = ''] = name.split('.');
  return fieldNames[first] ?? first;
};
