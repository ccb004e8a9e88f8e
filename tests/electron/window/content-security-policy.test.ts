import { expect, it } from 'vitest';
import { securityHeaders } from '../../../electron/window/content-security-policy.ts';

const directives = new Map(
  (securityHeaders['Content-Security-Policy'] ?? '').split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ');
    return [name, sources];
  }),
);

it.each(['default-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors'])(
  "E9: %s is 'none'",
  (name) => {
    expect(directives.get(name)).toEqual(["'none'"]);
  },
);

it('E9: scripts come from the application alone, and none is inline or evaluated', () => {
  expect(directives.get('script-src')).toEqual(["'self'"]);
});

it('E9: no directive names a host, a scheme of the web or a wildcard', () => {
  const loading = [...directives].filter(([name]) => !name.includes('trusted-types'));
  const sources = loading.flatMap(([, allowed]) => allowed);
  expect(sources.filter((source) => !/^'[a-z-]+'$/.test(source))).toEqual(['data:']);
  expect(directives.get('connect-src')).toEqual(["'self'"]);
});

it('E15: strings become markup or code only through the one policy of Svelte', () => {
  expect(directives.get('require-trusted-types-for')).toEqual(["'script'"]);
  expect(directives.get('trusted-types')).toEqual(['svelte-trusted-html']);
});
