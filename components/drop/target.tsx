import type { ReactNode } from 'react';
import { Kbd } from '@/components/ui/kbd';
import type { ReferenceKind } from '@/lib/client/references';

export type TargetName = 'remix' | 'upscale' | 'describe' | 'read' | ReferenceKind;

/** One target; the whole of it is one button when it can be pressed. */
export function Target({ name, title, keys, lit, dim = false, framed = false, figure, aside, onPress, children }: {
  name: TargetName;
  title: string;
  keys: string;
  lit: boolean;
  dim?: boolean;
  framed?: boolean;
  figure: ReactNode;
  /** Stands in the foot, above the button. */
  aside?: ReactNode;
  onPress: (() => void) | null;
  children: ReactNode;
}) {
  return (
    <section
      className="target"
      data-target={name}
      data-lit={lit || undefined}
      data-dim={dim || undefined}
      data-framed={framed || undefined}
    >
      <div className="target-words">
        <div>
          <h2>
            {onPress ? (
              <button type="button" className="target-press" aria-disabled={dim || undefined} onClick={dim ? undefined : onPress}>
                {title}
              </button>
            ) : (
              title
            )}
            <Kbd>{keys}</Kbd>
          </h2>
          <p>{children}</p>
        </div>
        {aside}
      </div>
      <div className="target-figure">{figure}</div>
    </section>
  );
}
