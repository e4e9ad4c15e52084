export { KioskScreen, type KioskStaff } from './kiosk-screen.tsx';
