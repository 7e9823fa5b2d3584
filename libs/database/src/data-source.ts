import type { DataSourceOptions, EntityTarget, ObjectLiteral } from 'typeorm';
import { SnakeNamingStrategy } from './naming-strategy';

/** Options of TypeORM for the application's login: entities read and write single rows, nothing alters the schema. */
export const dataSourceOptions = (url: string, entities: readonly EntityTarget<ObjectLiteral>[], poolSize = 4): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: entities as DataSourceOptions['entities'],
  namingStrategy: new SnakeNamingStrategy(),
  synchronize: false,
  logging: false,
  poolSize,
  extra: { options: '-c TimeZone=Europe/Paris -c idle_in_transaction_session_timeout=10000' },
});
