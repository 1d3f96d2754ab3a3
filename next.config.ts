import type { NextConfig } from 'next';

// Sent with everything, pages and files alike; the per-request part of the policy is in proxy.ts.
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
  { key: 'X-Frame-Options', value: 'DENY' },
];

const config: NextConfig = {
  poweredByHeader: false,
  // npm test checks types before it builds; whoever runs npm start should not wait for it.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: ['@napi-rs/canvas', 'sharp', 'pg', 'kysely', 'undici', 'pino'],
  // Messages are compiled on the server (app/messages.ts), so the browser needs no parser for them.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;
