import { groundOf } from '@/lib/client/ground';
import { keptBy } from '@/lib/client/shape';

const part = (value: number) => `${(value * 100).toFixed(2)}%`;

/** A source picture 54 high with the crop that the model will make drawn on it; `ratio` null draws none. */
export function CropPreview({ src, image, ratio }: {
  src: string;
  image: { width: number; height: number; color: string; placeholder: string };
  ratio: number | null;
}) {
  const width = Math.max(18, Math.min(180, Math.round((54 * image.width) / image.height)));
  const kept = ratio === null ? null : keptBy(ratio, image);
  return (
    <span
      className="relative block h-[54px] shrink-0 overflow-hidden rounded-print"
      style={{ width, background: groundOf(image) }}
    >
      <img src={src} alt="" className="size-full object-cover" />
      {kept && (
        <span
          aria-hidden="true"
          className="crop-kept"
          style={{
            left: part(kept.left),
            top: part(kept.top),
            width: part(kept.width),
            height: part(kept.height),
          }}
        />
      )}
    </span>
  );
}
