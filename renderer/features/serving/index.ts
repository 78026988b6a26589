export { TryIt } from './try-it.tsx';
