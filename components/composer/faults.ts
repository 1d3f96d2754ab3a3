import type { FieldFaults } from '@/lib/schema/error';
import type { ChipName } from './chip-facts';

const fields: Record<ChipName, readonly string[]> = {
  model: ['model', 'connection'],
  ratio: ['aspectRatio', 'resolution'],
  speed: ['renderingSpeed'],
  style: ['style', 'stylePreset', 'styleCodes'],
  references: ['styleImages', 'characterImage'],
  palette: ['colorPalette'],
  count: ['count'],
  magic: ['magicPrompt'],
  seed: ['seed'],
  negative: ['negativePrompt'],
};

/** The fault the server named at a chip's field, or at a part of it (`colorPalette.members.0.color`). */
export function faultOf(chip: ChipName, faults: FieldFaults): string | undefined {
  const path = Object.keys(faults).find((name) => fields[chip].includes(name.split('.')[0] ?? ''));
  return path === undefined ? undefined : faults[path];
}

/** Faults that no control on the screen can show, so that none is lost. */
export function strayFaults(faults: FieldFaults, shown: readonly ChipName[]): [string, string][] {
  return Object.entries(faults).filter(([path]) => {
    const name = path.split('.')[0] ?? '';
    return name !== 'prompt' && !shown.some((chip) => fields[chip].includes(name));
  });
}
