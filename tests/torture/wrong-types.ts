import { gzipSync } from 'node:zlib';

type File = { name: string; bytes: Buffer };

const text = (name: string, content: string): File => ({ name, bytes: Buffer.from(content, 'latin1') });
const hex = (name: string, content: string): File => ({ name, bytes: Buffer.from(content.replaceAll(' ', ''), 'hex') });
/** A file of ISO's base media format by its brand. */
const box = (name: string, brand: string): File =>
  text(name, `\0\0\0\x18ftyp${brand}\0\0\0\0mif1${brand}\0\0\0\x08mdat`);

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"><script>alert(1)</script></svg>';

/** What may come under a picture's link and is none that the studio keeps; several of them a decoder would gladly read. */
export const wrongTypes: readonly [File, ...File[]] = [
  text('HTML', '<!doctype html><html><head><title>Sign in</title></head><body><script>alert(1)</script></body></html>'),
  text('SVG', `<?xml version="1.0"?>\n${svg}`),
  text('JSON', '{"error":{"code":"AccessDenied","message":"Request has expired"}}'),
  { name: 'GIF', bytes: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64') },
  text('GIF that is a script', 'GIF89a/*<html><script>alert(1)</script>*/=1;alert(1)'),
  box('MP4', 'isom'),
  box('AVIF', 'avif'),
  hex('BMP', '424d 3a000000 00000000 36000000 28000000 01000000 01000000 0100 1800 00000000 04000000 130b0000 130b0000 00000000 00000000 ff000000'),
  hex('TIFF', '49492a00 08000000 0300 0001 0300 01000000 01000000 0101 0300 01000000 01000000 1101 0400 01000000 08000000 00000000'),
  text('PDF', '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  text('ZIP', 'PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.png'),
  { name: 'a PNG in gzip', bytes: gzipSync(Buffer.from('89504e470d0a1a0a', 'hex')) },
];
