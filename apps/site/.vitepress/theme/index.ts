import '@audiate/media/element';
import DefaultTheme from 'vitepress/theme';
import { h } from 'vue';
import phone from '../../figures/made/phone.wav';
import './style.css';

/** One click on the first page, and something sounds. */
const listen = () => h('audiate-sound', { compact: '', label: 'hear a model’s “ee”', src: phone, class: 'listen' });

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-actions-after': listen }),
};
