import type { MarkdownRenderer } from 'vitepress';

/** A link to a WAV file, which GitHub offers to download, is a player here. */
export function soundLinks(md: MarkdownRenderer): void {
  md.core.ruler.push('sound-links', ({ tokens, Token }) => {
    for (const token of tokens) {
      const children = token.children ?? [];
      for (let i = 0; i < children.length; i++) {
        const href = children[i]!.type === 'link_open' ? children[i]!.attrGet('href')! : '';
        if (!/^[^:]+\.wav$/.test(href)) continue;
        const end = children.findIndex(({ type }, at) => at > i && type === 'link_close');
        const name = md.utils.escapeHtml(
          children
            .slice(i + 1, end)
            .map(({ content }) => content)
            .join(''),
        );
        const player = new Token('html_inline', '', 0);
        const src = md.utils.escapeHtml(href.startsWith('.') ? href : `./${href}`);
        player.content = `<audiate-sound compact label="${name}" src="${src}"><audio controls preload="none" aria-label="${name}" src="${src}"></audio></audiate-sound>`;
        children.splice(i, end - i + 1, player);
      }
    }
  });
}
