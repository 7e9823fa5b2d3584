export * from './clone';
export * from './receiver';
