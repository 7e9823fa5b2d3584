export const instanceToken = Symbol('instance');
export const loginsToken = Symbol('logins');
