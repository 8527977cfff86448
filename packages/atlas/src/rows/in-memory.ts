export { inMemory } from '@audiate/dataset/ranges';
