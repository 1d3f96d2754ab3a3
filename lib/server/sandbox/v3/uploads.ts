import 'server-only';
import type { Source } from '@/lib/server/sandbox/body';
import { readPictures, type FlatForm } from '@/lib/server/sandbox/flat-form';
import { problem, ruleFault } from '@/lib/server/sandbox/refusals';

/** The pictures that came with a request, by what they are for. */
export type Uploads = { image: Source | null; styles: Source[]; character: Source | null };

/** Which pictures a call takes. */
export type Takes = { image?: boolean; styles?: boolean; character?: boolean };

type Styled = { style_type?: unknown; style_codes?: unknown; style_preset?: unknown };

const styleName = 'style_reference_images';
const characterName = 'character_reference_images';
const maskName = 'character_reference_images_mask';

/** The rules that hold between files and fields, by name only (6.1; the last one: gateways.md A.7, a client's report). */
function misfit(files: FlatForm['files'], asked: Styled): Response | null {
  const styles = files[styleName] ?? [];
  const type = asked.style_type;
  if (styles.length > 0 && asked.style_codes !== undefined)
    return ruleFault(`'style_codes' cannot be used in conjunction with '${styleName}'`);
  if (styles.length > 0 && asked.style_preset !== undefined)
    return ruleFault(`'style_preset' cannot be used in conjunction with '${styleName}'`);
  if (styles.length > 0 && type !== undefined && type !== 'AUTO' && type !== 'GENERAL')
    return ruleFault(`With '${styleName}', 'style_type' must be AUTO or GENERAL.`);
  if ((files[characterName] ?? []).length > 1)
    return ruleFault(`Only one of '${characterName}' is supported.`);
  if ((files[maskName] ?? []).length > (files[characterName] ?? []).length)
    return ruleFault(`'${maskName}' must match the number of '${characterName}'.`);
  return (files['image'] ?? []).length > 1 ? ruleFault("Only one 'image' is supported.") : null;
}

/** Reads the files of a request that is right in its words; a 400 for one too many or one that is broken. */
export async function readUploads(
  { files }: FlatForm,
  takes: Takes,
  asked: Styled,
): Promise<Uploads | Response> {
  const taken = new Set([
    ...(takes.image ? ['image'] : []),
    ...(takes.styles ? [styleName] : []),
    ...(takes.character ? [characterName, maskName] : []),
  ]);
  const stranger = Object.keys(files).find((name) => !taken.has(name));
  if (stranger) return problem(400, `Additional properties are not allowed ('${stranger}' unexpected)`);
  const wrong = misfit(files, asked);
  if (wrong) return wrong;
  const read: Record<string, Source[]> = {};
  for (const [name, parts] of Object.entries(files)) {
    const sources = await readPictures(parts, name);
    if (sources instanceof Response) return sources;
    read[name] = sources;
  }
  const [character, mask] = [read[characterName]?.[0], read[maskName]?.[0]];
  if (character && mask && (character.width !== mask.width || character.height !== mask.height))
    return ruleFault(`'${maskName}' must have the size of its '${characterName}'.`);
  return { image: read['image']?.[0] ?? null, styles: read[styleName] ?? [], character: character ?? null };
}
