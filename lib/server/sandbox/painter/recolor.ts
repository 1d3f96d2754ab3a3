import 'server-only';
import { clustersOf, type Cluster } from './clusters';
import { darken, fromLab, lighten, mix, toLab, toRgb, type Lab } from './color';
import type { PaletteMember } from './brief';
import { between } from './random';

const nodes = 17;

/** Which palette member every cluster becomes: near in lightness order and hue, and no member over its share. */
function assign(clusters: readonly Cluster[], members: readonly { lab: Lab; share: number }[]): number[] {
  const rankOf = (entries: readonly { lab: Lab; share: number }[]): number[] => {
    const order = entries
      .map((entry, index) => ({ ...entry, index }))
      .toSorted((one, two) => one.lab[0] - two.lab[0]);
    const ranks: number[] = [];
    let passed = 0;
    for (const entry of order) {
      ranks[entry.index] = passed + entry.share / 2;
      passed += entry.share;
    }
    return ranks;
  };
  const clusterRanks = rankOf(clusters);
  const memberRanks = rankOf(members);
  const room = members.map((member) => member.share);
  return clusters.map((cluster, index) => {
    let best = 0;
    let lowest = Infinity;
    members.forEach((member, place) => {
      const hue = Math.hypot(cluster.lab[1] - member.lab[1], cluster.lab[2] - member.lab[2]);
      const rank = Math.abs((clusterRanks[index] ?? 0) - (memberRanks[place] ?? 0));
      const overflow = Math.max(0, cluster.share - (room[place] ?? 0));
      const cost = rank * 1.3 + hue * 1.1 + overflow * 3;
      if (cost < lowest) {
        lowest = cost;
        best = place;
      }
    });
    room[best] = (room[best] ?? 0) - cluster.share;
    return best;
  });
}

function table(clusters: readonly Cluster[], targets: readonly Lab[], strength: number): Float32Array {
  const cube = new Float32Array(nodes ** 3 * 3);
  let place = 0;
  for (let red = 0; red < nodes; red += 1) {
    for (let green = 0; green < nodes; green += 1) {
      for (let blue = 0; blue < nodes; blue += 1) {
        const from = [red, green, blue].map((value) => (value / (nodes - 1)) * 255);
        const rgb = [from[0] ?? 0, from[1] ?? 0, from[2] ?? 0] as const;
        const lab = toLab(rgb);
        const sum = [0, 0, 0];
        let total = 1e-9;
        clusters.forEach((cluster, index) => {
          const target = targets[index] ?? cluster.lab;
          const far =
            (cluster.lab[0] - lab[0]) ** 2 + (cluster.lab[1] - lab[1]) ** 2 + (cluster.lab[2] - lab[2]) ** 2;
          const weight = Math.exp(-far / 0.0032) + 1e-7 / (far + 1e-4);
          total += weight;
          sum[0] = (sum[0] ?? 0) + weight * (target[0] + (lab[0] - cluster.lab[0]) * 0.8);
          sum[1] = (sum[1] ?? 0) + weight * target[1];
          sum[2] = (sum[2] ?? 0) + weight * target[2];
        });
        const mapped = fromLab([(sum[0] ?? 0) / total, (sum[1] ?? 0) / total, (sum[2] ?? 0) / total]);
        for (let channel = 0; channel < 3; channel += 1) {
          cube[place] = between(rgb[channel] ?? 0, mapped[channel] ?? 0, strength);
          place += 1;
        }
      }
    }
  }
  return cube;
}

function applyTable(pixels: Uint8ClampedArray, cube: Float32Array): void {
  const scale = (nodes - 1) / 255;
  const stepRed = nodes * nodes * 3;
  const stepGreen = nodes * 3;
  let lastKey = -1;
  let outRed = 0;
  let outGreen = 0;
  let outBlue = 0;
  for (let index = 0; index < pixels.length; index += 4) {
    const red = pixels[index] ?? 0;
    const green = pixels[index + 1] ?? 0;
    const blue = pixels[index + 2] ?? 0;
    const key = (red << 16) | (green << 8) | blue;
    if (key !== lastKey) {
      lastKey = key;
      const r = Math.min(nodes - 2, (red * scale) | 0);
      const g = Math.min(nodes - 2, (green * scale) | 0);
      const b = Math.min(nodes - 2, (blue * scale) | 0);
      const x = red * scale - r;
      const y = green * scale - g;
      const z = blue * scale - b;
      const base = r * stepRed + g * stepGreen + b * 3;
      const channel = (offset: number): number => {
        const at = base + offset;
        const near = (cube[at] ?? 0) * (1 - z) + (cube[at + 3] ?? 0) * z;
        const side = (cube[at + stepGreen] ?? 0) * (1 - z) + (cube[at + stepGreen + 3] ?? 0) * z;
        const far = (cube[at + stepRed] ?? 0) * (1 - z) + (cube[at + stepRed + 3] ?? 0) * z;
        const both =
          (cube[at + stepRed + stepGreen] ?? 0) * (1 - z) + (cube[at + stepRed + stepGreen + 3] ?? 0) * z;
        return (near * (1 - y) + side * y) * (1 - x) + (far * (1 - y) + both * y) * x;
      };
      outRed = channel(0);
      outGreen = channel(1);
      outBlue = channel(2);
    }
    pixels[index] = outRed;
    pixels[index + 1] = outGreen;
    pixels[index + 2] = outBlue;
  }
}

type Member = { lab: Lab; share: number };

/** Colours all of one lightness cannot draw: each then brings a deeper and a paler self. */
function spread(members: readonly Member[]): Member[] {
  const levels = members.map(({ lab }) => lab[0]);
  if (Math.max(...levels) - Math.min(...levels) > 0.22) return [...members];
  return members.flatMap(({ lab: [level, a, b], share }): Member[] => [
    { lab: [level, a, b], share: share * 0.56 },
    { lab: [level * 0.62, a * 0.9, b * 0.9], share: share * 0.22 },
    { lab: [level + (0.97 - level) * 0.6, a * 0.5, b * 0.5], share: share * 0.22 },
  ]);
}

/** Takes the colour out (RGBA, in place) and deepens the blacks a little. */
export function desaturate(pixels: Uint8ClampedArray): void {
  for (let index = 0; index < pixels.length; index += 4) {
    const level =
      ((pixels[index] ?? 0) * 0.3 + (pixels[index + 1] ?? 0) * 0.59 + (pixels[index + 2] ?? 0) * 0.11) / 255;
    const curved = level + (level - 0.5) * 0.24 * (1 - Math.abs(level * 2 - 1));
    pixels[index] = curved * 252;
    pixels[index + 1] = curved * 250;
    pixels[index + 2] = curved * 246;
  }
}

/**
 * Maps the colours of a picture (RGBA, changed in place) onto a palette, each member about as much of the
 * picture as its weight among the weights. `strength` 1 leaves nothing of the old colours.
 */
export function recolor(
  pixels: Uint8ClampedArray,
  palette: readonly PaletteMember[],
  strength: number,
): void {
  const total = palette.reduce((sum, member) => sum + member.weight, 0);
  if (palette.length === 0 || total <= 0) return;
  const clusters = clustersOf(pixels, 4, 18);
  const members = spread(
    palette.map((member) => ({ lab: toLab(toRgb(member.color)), share: member.weight / total })),
  );
  const places = assign(clusters, members);
  const targets = clusters.map((cluster, index): Lab => {
    const member = members[places[index] ?? 0];
    return member?.lab ?? cluster.lab;
  });
  applyTable(pixels, table(clusters, targets, strength));
}

/** A palette round the colours that a prompt names: each with a deep and a pale neighbour. */
export function paletteAround(colors: readonly string[]): PaletteMember[] {
  const named = colors.slice(0, 4);
  const [first, second] = named;
  if (first === undefined) return [];
  const members = named.map((color, index) => ({ color, weight: index === 0 ? 0.38 : 0.3 }));
  return [
    ...members,
    { color: darken(first, 0.6), weight: 0.16 },
    { color: mix(lighten(first, 0.78), '#f6ecd8', 0.45), weight: 0.2 },
    { color: mix(lighten(second ?? first, 0.5), '#f2d9b0', 0.3), weight: 0.12 },
  ];
}
