export { type CalendarDate, daysBefore, latest } from './date';
export * from './period';
export * from './anchor';
export * from './paris';
export { calendarSql } from './calendar.sql';
