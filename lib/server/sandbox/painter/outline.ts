import 'server-only';
import { Path2D } from '@napi-rs/canvas';

export type Point = readonly [number, number];

/** A path that knows its own extent, so that light can be laid across it. */
export class Outline {
  readonly path = new Path2D();
  left = Infinity;
  top = Infinity;
  right = -Infinity;
  bottom = -Infinity;

  static polygon(points: readonly Point[]): Outline {
    const outline = new Outline();
    points.forEach(([x, y], index) => (index === 0 ? outline.move(x, y) : outline.line(x, y)));
    return outline.close();
  }

  static ellipse(x: number, y: number, radiusX: number, radiusY = radiusX, angle = 0): Outline {
    const outline = new Outline();
    const reach = angle === 0 ? 0 : Math.max(radiusX, radiusY);
    outline.path.ellipse(x, y, radiusX, radiusY, angle, 0, Math.PI * 2);
    outline.reach(x - Math.max(radiusX, reach), y - Math.max(radiusY, reach));
    return outline.reach(x + Math.max(radiusX, reach), y + Math.max(radiusY, reach));
  }

  static box(x: number, y: number, width: number, height: number, radius: number | number[] = 0): Outline {
    const outline = new Outline();
    if (radius === 0) outline.path.rect(x, y, width, height);
    else outline.path.roundRect(x, y, width, height, radius);
    return outline.reach(x, y).reach(x + width, y + height);
  }

  /** A closed line given as half of a figure that is even about x = `axis`, top first. */
  static even(
    axis: number,
    half: readonly (readonly [number, number, number, number, number, number])[],
    start: Point,
  ): Outline {
    const outline = new Outline().move(axis + start[0], start[1]);
    for (const [a, b, c, d, x, y] of half) outline.curve(axis + a, b, axis + c, d, axis + x, y);
    const ends: Point[] = [start, ...half.map((part): Point => [part[4], part[5]])];
    for (let index = half.length - 1; index >= 0; index -= 1) {
      const part = half[index];
      const end = ends[index];
      if (part === undefined || end === undefined) continue;
      if (index === half.length - 1) outline.line(axis - part[4], part[5]);
      outline.curve(axis - part[2], part[3], axis - part[0], part[1], axis - end[0], end[1]);
    }
    return outline.close();
  }

  /** A leaf from its stalk at 0, 0 to its tip at x = `long`: two bows, `above` and `below`, bent at `middle`. */
  static leaf(long: number, middle: number, above: number, below: number): Outline {
    return new Outline().move(0, 0).quad(middle, -above, long, 0).quad(middle, below, 0, 0).close();
  }

  get width(): number {
    return this.right - this.left;
  }

  get height(): number {
    return this.bottom - this.top;
  }

  move(x: number, y: number): this {
    this.path.moveTo(x, y);
    return this.reach(x, y);
  }

  line(x: number, y: number): this {
    this.path.lineTo(x, y);
    return this.reach(x, y);
  }

  quad(controlX: number, controlY: number, x: number, y: number): this {
    this.path.quadraticCurveTo(controlX, controlY, x, y);
    return this.reach((controlX + x) / 2, (controlY + y) / 2).reach(x, y);
  }

  curve(a: number, b: number, c: number, d: number, x: number, y: number): this {
    this.path.bezierCurveTo(a, b, c, d, x, y);
    return this.reach((a + c) / 2, (b + d) / 2).reach(x, y);
  }

  arc(x: number, y: number, radius: number, from: number, to: number, counter = false): this {
    this.path.arc(x, y, radius, from, to, counter);
    return this.reach(x - radius, y - radius).reach(x + radius, y + radius);
  }

  close(): this {
    this.path.closePath();
    return this;
  }

  private reach(x: number, y: number): this {
    this.left = Math.min(this.left, x);
    this.top = Math.min(this.top, y);
    this.right = Math.max(this.right, x);
    this.bottom = Math.max(this.bottom, y);
    return this;
  }
}
