export * from './identifiers';
export * from './gone';
export * from './people.entity';
export * from './people.personal-data';
export * from './people.migration';
export * from './events.service';
export * from './people.service';
export * from './people.module';
