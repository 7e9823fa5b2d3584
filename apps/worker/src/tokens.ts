/** Injection token of the context all job handlers share. */
export const handlerContext = Symbol('handlerContext');
