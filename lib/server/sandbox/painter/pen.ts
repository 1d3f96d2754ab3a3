import 'server-only';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { alpha, lightness, saturate } from './color';
import { underLight, type Light } from './light';
import { glossy, inked, lit, painted, printed, split, type Form, type Material } from './material';
import { Outline, type Point } from './outline';
import type { Random } from './random';

/** The manner a picture is painted in; `auto` has been decided by then. */
export type Manner = 'general' | 'realistic' | 'design' | 'render-3d' | 'anime' | 'fiction';

const materials: Record<Manner, Material> = {
  general: printed,
  realistic: lit,
  design: split,
  'render-3d': glossy,
  anime: inked,
  fiction: painted,
};

/** What of a scene is wanted: all of it, only what it shows on nothing, or only what that would stand on. */
export type Layer = 'whole' | 'figure' | 'ground';
/** What is being drawn: the thing itself, a landscape that can be thing and ground alike, or the ground. */
export type Part = 'figure' | 'scenery' | 'ground';

const shown: Record<Layer, readonly Part[]> = {
  whole: ['figure', 'scenery', 'ground'],
  figure: ['figure', 'scenery'],
  ground: ['scenery', 'ground'],
};

export type PenSettings = {
  context: SKRSContext2D;
  width: number;
  height: number;
  manner: Manner;
  light: Light;
  fog: boolean;
  variation: number;
  random: Random;
  layer?: Layer;
};

/** Draws for the scenes: every shape passes through the light of the hour and the material of the style. */
export class Pen {
  readonly width: number;
  readonly height: number;
  /** The short side; sizes of things are told in it. */
  readonly short: number;
  readonly manner: Manner;
  readonly light: Light;
  readonly fog: boolean;
  readonly variation: number;
  readonly random: Random;
  context: SKRSContext2D;
  /** The scene has said what its figure is. */
  parted = false;
  private readonly layer: Layer;
  private readonly sheet: SKRSContext2D;
  private aside: SKRSContext2D | undefined;
  private readonly tones = new Map<string, string>();

  constructor(settings: PenSettings) {
    this.context = settings.context;
    this.sheet = settings.context;
    this.layer = settings.layer ?? 'whole';
    this.width = settings.width;
    this.height = settings.height;
    this.short = Math.min(settings.width, settings.height);
    this.manner = settings.manner;
    this.light = settings.light;
    this.fog = settings.fog;
    this.variation = settings.variation;
    this.random = settings.random;
  }

  /** Soft edges and gradients are wanted. */
  get soft(): boolean {
    return this.manner === 'realistic' || this.manner === 'render-3d' || this.manner === 'fiction';
  }

  /** Says what is drawn from here on; what the layer does not want is drawn on a sheet that is thrown away. */
  part(part: Part): void {
    if (this.layer === 'whole') return;
    if (this.layer === 'figure' && part !== 'ground' && !this.parted) {
      this.sheet.clearRect(0, 0, this.width, this.height);
      this.parted = true;
    }
    if (shown[this.layer].includes(part)) this.context = this.sheet;
    else this.context = this.aside ??= createCanvas(this.width, this.height).getContext('2d');
  }

  tone(color: string): string {
    let toned = this.tones.get(color);
    if (toned === undefined) {
      toned = underLight(color, this.light, this.fog);
      if (this.manner === 'anime') toned = saturate(toned, 1.15);
      this.tones.set(color, toned);
    }
    return toned;
  }

  fill(outline: Outline, color: string, form: Form = 'flat'): void {
    materials[this.manner](this.context, outline, this.tone(color), form, this.short);
  }

  polygon(points: readonly Point[], color: string, form: Form = 'flat'): void {
    this.fill(Outline.polygon(points), color, form);
  }

  disc(x: number, y: number, radius: number, color: string, form: Form = 'round'): void {
    this.fill(Outline.ellipse(x, y, radius), color, form);
  }

  ellipse(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    color: string,
    form: Form = 'round',
    angle = 0,
  ): void {
    this.fill(Outline.ellipse(x, y, radiusX, radiusY, angle), color, form);
  }

  box(
    x: number,
    y: number,
    width: number,
    height: number,
    color: string,
    form: Form = 'flat',
    radius: number | number[] = 0,
  ): void {
    this.fill(Outline.box(x, y, width, height, radius), color, form);
  }

  /** A small or inner shape: colour only, whatever the style. */
  mark(outline: Outline, color: string, opacity = 1): void {
    const toned = this.tone(color);
    this.context.fillStyle = opacity < 1 ? alpha(toned, opacity) : toned;
    this.context.fill(outline.path);
  }

  markBox(x: number, y: number, width: number, height: number, color: string, opacity = 1): void {
    const toned = this.tone(color);
    this.context.fillStyle = opacity < 1 ? alpha(toned, opacity) : toned;
    this.context.fillRect(x, y, width, height);
  }

  markDisc(x: number, y: number, radius: number, color: string, opacity = 1): void {
    this.mark(Outline.ellipse(x, y, radius), color, opacity);
  }

  markPolygon(points: readonly Point[], color: string, opacity = 1): void {
    this.mark(Outline.polygon(points), color, opacity);
  }

  /** Something that shines by itself: the hour does not darken it. */
  lamp(outline: Outline, color: string, opacity = 1): void {
    this.context.fillStyle = opacity < 1 ? alpha(color, opacity) : color;
    this.context.fill(outline.path);
  }

  stroke(outline: Outline, color: string, width: number, opacity = 1): void {
    const toned = this.tone(color);
    this.context.strokeStyle = opacity < 1 ? alpha(toned, opacity) : toned;
    this.context.lineWidth = width;
    this.context.lineCap = 'round';
    this.context.lineJoin = 'round';
    this.context.stroke(outline.path);
  }

  /** A stem, a mast, a leg: a line that gets an ink border where the style inks. */
  limb(outline: Outline, color: string, width: number): void {
    if (this.manner === 'anime' && width > this.short * 0.006) {
      this.stroke(outline, '#1a1430', width + this.short * 0.007);
    }
    this.stroke(outline, color, width);
    if (this.manner === 'render-3d' && width > this.short * 0.01)
      this.stroke(outline, '#ffffff', width * 0.22, 0.28);
  }

  /** Light spreading from a point, over what is already there. */
  glow(x: number, y: number, radius: number, color: string, strength: number): void {
    const gradient = this.context.createRadialGradient(x, y, 0, x, y, radius);
    gradient.addColorStop(0, alpha(color, strength));
    gradient.addColorStop(0.35, alpha(color, strength * 0.45));
    gradient.addColorStop(1, alpha(color, 0));
    this.context.fillStyle = gradient;
    this.over(() => this.context.fillRect(x - radius, y - radius, radius * 2, radius * 2));
  }

  /** The shadow a thing throws on what it stands on. */
  shadow(x: number, y: number, radiusX: number, radiusY: number, strength = 0.5, color = '#140c18'): void {
    const { context } = this;
    context.save();
    context.translate(x, y);
    if (!this.soft) {
      context.fillStyle = alpha(color, strength * 0.55);
      context.beginPath();
      context.ellipse(0, 0, radiusX * 0.86, radiusY * 0.8, 0, 0, Math.PI * 2);
      this.over(() => context.fill());
    } else {
      context.scale(radiusX * 1.2, radiusY * 1.45);
      const gradient = context.createRadialGradient(0, 0, 0, 0, 0, 1);
      gradient.addColorStop(0, alpha(color, strength));
      gradient.addColorStop(0.45, alpha(color, strength * 0.62));
      gradient.addColorStop(1, alpha(color, 0));
      context.fillStyle = gradient;
      this.over(() => context.fillRect(-1, -1, 2, 2));
    }
    context.restore();
  }

  /** Light and shadow fall on what is there; where nothing is, nothing catches them. */
  private over(draw: () => void): void {
    if (this.layer !== 'figure') return draw();
    const { context } = this;
    const before = context.globalCompositeOperation;
    context.globalCompositeOperation = 'source-atop';
    draw();
    context.globalCompositeOperation = before;
  }

  /** Stops from the first point to the second, evenly set; one hard step each where the style is flat. */
  wash(x0: number, y0: number, x1: number, y1: number, colors: readonly string[]): CanvasGradient {
    const gradient = this.context.createLinearGradient(x0, y0, x1, y1);
    const last = Math.max(1, colors.length - 1);
    colors.forEach((color, index) => gradient.addColorStop(index / last, this.tone(color)));
    return gradient;
  }

  halo(x: number, y: number, radius: number, colors: readonly string[]): CanvasGradient {
    const gradient = this.context.createRadialGradient(x, y, 0, x, y, radius);
    const last = Math.max(1, colors.length - 1);
    colors.forEach((color, index) => gradient.addColorStop(index / last, this.tone(color)));
    return gradient;
  }

  cover(fill: string | CanvasGradient, top = 0): void {
    this.context.fillStyle = typeof fill === 'string' ? this.tone(fill) : fill;
    this.context.fillRect(0, top, this.width, this.height - top);
  }

  clip(outline: Outline, draw: () => void): void {
    this.context.save();
    this.context.clip(outline.path);
    draw();
    this.context.restore();
  }

  /** Draws round another middle, turned and scaled. */
  at(x: number, y: number, angle: number, draw: () => void, scaleX = 1, scaleY = scaleX): void {
    this.context.save();
    this.context.translate(x, y);
    this.context.rotate(angle);
    this.context.scale(scaleX, scaleY);
    draw();
    this.context.restore();
  }

  blend(operation: 'multiply' | 'screen' | 'soft-light', draw: () => void): void {
    this.context.save();
    this.context.globalCompositeOperation = operation;
    draw();
    this.context.restore();
  }

  /** Things at one distance; a lens would not have them sharp when `blur` (in short sides) is set. */
  plane(blur: number, draw: () => void): void {
    if (this.manner !== 'realistic' || blur * this.short < 0.8) return draw();
    const front = this.context;
    const sheet = createCanvas(this.width, this.height);
    this.context = sheet.getContext('2d');
    draw();
    this.context = front;
    front.save();
    front.filter = `blur(${blur * this.short}px)`;
    front.drawImage(sheet, 0, 0);
    front.restore();
  }

  isDark(color: string): boolean {
    return lightness(this.tone(color)) < 0.55;
  }
}
