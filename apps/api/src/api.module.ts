import { type DynamicModule, Module } from '@nestjs/common';
import { type Instance, loadFieldKeys } from '@oubli/config';
import { appUrl, DomainsModule, type Logins } from '@oubli/domains';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';
import { instanceToken, loginsToken } from './tokens';

/** The API loads the same domains as the worker; its rooms are added with the console's issue. */
@Module({})
export class ApiModule {
  static over(instance: Instance, logins: Logins): DynamicModule {
    return {
      module: ApiModule,
      imports: [DomainsModule.over(appUrl(instance), () => loadFieldKeys(instance.keysFolder))],
      controllers: [HealthController, MetricsController],
      providers: [{ provide: instanceToken, useValue: instance }, { provide: loginsToken, useValue: logins }],
    };
  }
}
