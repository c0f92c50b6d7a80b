import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

// `node manifest/teams/draw-icons.ts` draws both icons anew: a ticket (the pass) that is an envelope (the mail). Drawn from distances, so that both
// sizes come from one shape; Teams wants 192×192 in full colour and 32×32 white on nothing.

type Rgba = [number, number, number, number];
/** A shape as its signed distance: negative inside. Coordinates run from 0 to 1. */
type Shape = (x: number, y: number) => number;

const box = (cx: number, cy: number, w: number, h: number, r: number): Shape => {
  return (x, y) => {
    const [dx, dy] = [Math.abs(x - cx) - w / 2 + r, Math.abs(y - cy) - h / 2 + r];
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - r;
  };
};

const disc =
  (cx: number, cy: number, r: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - r;

/** A line with round ends. */
const line = (ax: number, ay: number, bx: number, by: number, width: number): Shape => {
  return (x, y) => {
    const [px, py, vx, vy] = [x - ax, y - ay, bx - ax, by - ay];
    const along = Math.min(1, Math.max(0, (px * vx + py * vy) / (vx * vx + vy * vy)));
    return Math.hypot(px - vx * along, py - vy * along) - width / 2;
  };
};

const without =
  (shape: Shape, ...holes: Shape[]): Shape =>
  (x, y) =>
    Math.max(shape(x, y), ...holes.map((hole) => -hole(x, y)));

const either =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));

const edge =
  (shape: Shape, width: number): Shape =>
  (x, y) =>
    Math.abs(shape(x, y) + width / 2) - width / 2;

/** The ticket, notched in the middle of both sides, and the flap that makes it an envelope. */
function ticket(size: number, notch: number): { body: Shape; flap: (width: number) => Shape } {
  const [w, h] = [size, size * 0.7];
  const [left, right, top] = [0.5 - w / 2, 0.5 + w / 2, 0.5 - h / 2];
  const body = without(box(0.5, 0.5, w, h, size * 0.1), disc(left, 0.5, notch), disc(right, 0.5, notch));
  const inset = size * 0.16;
  const tip = top + h * 0.58;
  const flap = (width: number): Shape =>
    either(
      line(left + inset, top + inset * 0.8, 0.5, tip, width),
      line(right - inset, top + inset * 0.8, 0.5, tip, width),
    );
  return { body, flap };
}

/** How much of a pixel a shape covers, its edge a pixel wide. */
const cover = (distance: number, pixel: number): number => Math.min(1, Math.max(0, 0.5 - distance / pixel));

const mix = (a: number, b: number, part: number): number => Math.round(a + (b - a) * part);

/** Full square: Teams rounds the corners itself. */
export function colourPixel(x: number, y: number, pixel: number): Rgba {
  const { body, flap } = ticket(0.62, 0.058);
  const down = (x + y) / 2;
  const ground = [mix(0x3b, 0x12, down), mix(0x8d, 0x3f, down), mix(0xf0, 0xa6, down)] as const;
  const shade = 0.22 * cover(body(x - 0.008, y - 0.028) - 0.012, 0.05);
  const paper = cover(body(x, y), pixel);
  const ink = cover(flap(0.042)(x, y), pixel);
  const channel = (at: 0 | 1 | 2): number =>
    mix(mix(mix(ground[at], 0, shade), 255, paper), [0x1f, 0x5f, 0xbf][at] ?? 0, ink * paper);
  return [channel(0), channel(1), channel(2), 255];
}

/** White lines on nothing, thick enough for 32 pixels. */
export function outlinePixel(x: number, y: number, pixel: number): Rgba {
  const { body, flap } = ticket(0.9, 0.085);
  const ink = Math.max(cover(edge(body, 0.07)(x, y), pixel), cover(flap(0.07)(x, y), pixel));
  return [255, 255, 255, Math.round(255 * ink)];
}

/** A PNG without interlace or filters: 8 bits a channel, with alpha. */
export function png(size: number, pixelAt: (x: number, y: number, pixel: number) => Rgba): Buffer {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      rows.set(pixelAt((x + 0.5) / size, (y + 0.5) / size, 1 / size), y * (size * 4 + 1) + 1 + x * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(typed.length + 8);
  whole.writeUInt32BE(data.length, 0);
  typed.copy(whole, 4);
  whole.writeUInt32BE(crc32(typed), typed.length + 4);
  return whole;
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, 'color.png'), png(192, colourPixel));
  writeFileSync(join(import.meta.dirname, 'outline.png'), png(32, outlinePixel));
}
