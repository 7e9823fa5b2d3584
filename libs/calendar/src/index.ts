export { type CalendarDate, daysAfter, daysBefore, daysBetween, latest } from './date';
export * from './period';
export * from './anchor';
export * from './paris';
export { calendarSql } from './calendar.sql';
export * from './working-day';
