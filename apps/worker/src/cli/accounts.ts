import { KeysService, UsersService } from '@oubli/access';
import { loadFieldKeys } from '@oubli/config';
import { dataSourceOptions } from '@oubli/database';
import { allEntities, appUrl } from '@oubli/domains';
import { EventsService, PeopleService } from '@oubli/people';
import { DataSource } from 'typeorm';
import type { Runtime } from '../runtime';

export interface Accounts {
  readonly users: UsersService;
  readonly keys: KeysService;
}

/** The services of accounts over the application's login, for one command. */
export async function withAccounts<T>({ instance }: Runtime, work: (accounts: Accounts) => Promise<T>): Promise<T> {
  const source = await new DataSource(dataSourceOptions(appUrl(instance), allEntities, 1)).initialize();
  const fieldKeys = () => loadFieldKeys(instance.keysFolder);
  try {
    return await work({ users: new UsersService(source, new PeopleService(source, new EventsService(), fieldKeys), fieldKeys), keys: new KeysService(source) });
  } finally {
    await source.destroy();
  }
}
