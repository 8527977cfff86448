import '@audiate/media/element';
import DefaultTheme from 'vitepress/theme';
import './style.css';

export default DefaultTheme;
