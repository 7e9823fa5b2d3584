export * from './period';
export * from './anchor';
export * from './paris';
export { calendarSql } from './calendar.sql';
