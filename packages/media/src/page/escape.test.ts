import { expect, test } from 'vitest';
import { escapeHtml } from './escape.js';

test('no character of HTML is left, white space and other scripts are', () => {
  expect(escapeHtml(`"><script>alert('1')</script>&amp;`)).toBe(
    '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;',
  );
  expect(escapeHtml('ʃ 漢字 😀\n\tλ')).toBe('ʃ 漢字 😀\n\tλ');
});

test('control characters, lone surrogates and direction overrides become U+FFFD', () => {
  expect(escapeHtml('a\0b\u001bc\ud800d\u202ee\u2066f\u0085g')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg');
});
