/**
 * What the page may load: its own files. `style-src-attr` is for the position that floating boxes (menus,
 * tooltips) write to their own style attribute; style sheets and scripts stay out of the markup.
 */
const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  // Markup and code from strings only through Svelte, which puts its own templates on the page this way.
  'require-trusted-types-for': "'script'",
  'trusted-types': 'svelte-trusted-html',
} as const;

/** The headers of every response of the application's scheme. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};
