export * from './rights-error';
export * from './rights.migration';
export * from './rights.personal-data';
export * from './rights.schedule';
export * from './deadline/deadline';
export * from './request/request.personal-data';
export * from './request/requests';
export * from './request/states';
