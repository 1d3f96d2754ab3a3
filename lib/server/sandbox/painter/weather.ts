import 'server-only';
import { alpha } from './color';
import { Outline } from './outline';
import type { Pen } from './pen';
import type { Subject } from './subject';

/** Rain, snow and fog between the eye and the scene. */
export function paintWeather(pen: Pen, subject: Subject): void {
  if (subject.weather.has('fog')) fog(pen);
  if (subject.weather.has('rain')) rain(pen);
  if (subject.weather.has('snow')) snow(pen);
}

function fog(pen: Pen): void {
  const color = pen.light === 'night' ? '#5b6b78' : '#ecebe2';
  const { context, width, height } = pen;
  for (let bank = 0; bank < 5; bank += 1) {
    const y = height * (0.3 + bank * 0.13 + 0.05 * pen.random());
    const thick = height * 0.17;
    const gradient = context.createLinearGradient(0, y - thick, 0, y + thick);
    gradient.addColorStop(0, alpha(color, 0));
    gradient.addColorStop(0.5, alpha(color, 0.36));
    gradient.addColorStop(1, alpha(color, 0));
    context.fillStyle = gradient;
    context.fillRect(0, y - thick, width, thick * 2);
  }
}

function rain(pen: Pen): void {
  const { context, width, height, short } = pen;
  const slant = 0.16;
  context.save();
  context.fillStyle = 'rgba(34,48,66,.16)';
  context.fillRect(0, 0, width, height);
  context.lineCap = 'round';
  const drops = Math.round((420 * width * height) / (1024 * 1024)) + 160;
  for (let index = 0; index < drops; index += 1) {
    const near = pen.random();
    const long = short * (0.02 + 0.07 * near);
    const x = pen.random() * (width * 1.2);
    const y = pen.random() * height * 1.1 - long;
    context.strokeStyle = `rgba(235,243,248,${0.14 + 0.34 * near})`;
    context.lineWidth = short * (0.0011 + 0.0016 * near);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - long * slant, y + long);
    context.stroke();
  }
  context.restore();
}

function snow(pen: Pen): void {
  const flakes = Math.round(170 * Math.max(1, (pen.width * pen.height) / (pen.short * pen.short)));
  for (let index = 0; index < flakes; index += 1) {
    const near = pen.random() ** 2;
    const radius = pen.short * (0.0018 + 0.0065 * near);
    pen.lamp(
      Outline.ellipse(pen.random() * pen.width, pen.random() * pen.height, radius),
      '#ffffff',
      0.9 - 0.35 * near,
    );
  }
}
