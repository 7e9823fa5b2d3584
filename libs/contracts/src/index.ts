export * from './jobs';
export * from './timetable';
export * from './policy/version-body';
export * from './api/rights';
export * from './api/problem';
export * from './api/route';
export * from './api/catalogue';
export * from './requests/words';
