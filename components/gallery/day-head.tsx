import type { Sheet } from './frames';
import { useMinute } from './clock';
import { useWords } from './words';

/** A day and how many pictures it has; the count waits until the whole day is loaded. */
export function DayHead({ day, top, first, sheets, more }: {
  day: string;
  top: number;
  first: number;
  sheets: readonly Sheet[];
  more: boolean;
}) {
  const { t, day: name } = useWords();
  const now = useMinute();
  let count = 0;
  let index = first;
  for (; sheets[index]?.shape.day === day; index++) count += sheets[index]?.run.images.length ?? 0;
  const whole = index < sheets.length || !more;

  return (
    <h2 className="day-head" style={{ top }}>
      {name(day, now)} {whole && count > 0 && <span>{t('pictures', { count })}</span>}
    </h2>
  );
}
