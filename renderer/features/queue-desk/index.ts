export { QueueStrip } from './queue-strip.tsx';
